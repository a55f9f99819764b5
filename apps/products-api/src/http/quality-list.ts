/** One member of an `Accept` header or its like: a token and how much it is liked, 0 to 1. */
export interface Preference {
  /** In lower case, with parameters but `q` left out. */
  readonly token: string;
  readonly quality: number;
}

const QUALITY = /^q=([01](?:\.\d{0,3})?)$/;

function preferenceOf(member: string): Preference {
  const [token = '', ...parameters] = member.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = weight === undefined ? 1 : Number(QUALITY.exec(weight)?.[1] ?? 0);
  return { token, quality: Math.min(1, quality) };
}

/** The members of a header with quality values (RFC 9110, 12.4.2), as they stand. */
export function qualityList(header: string): readonly Preference[] {
  return header
    .split(',')
    .map(preferenceOf)
    .filter(({ token }) => token !== '');
}
