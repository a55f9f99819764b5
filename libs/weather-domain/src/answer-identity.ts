/** The numbers that identify an answer. */
export interface AnswerIdentity {
  readonly lat: number;
  readonly lon: number;
  /** Unix seconds. */
  readonly dt: number;
}

const INTEGER = /^-?\d+$/;

/** `key` and the number written behind it, wherever it stands in a JSON text. */
function numberBehind(key: string): RegExp {
  return new RegExp(`"${key}"\\s*:\\s*(-?\\d[\\d.eE+-]*)`, 'g');
}

const TOKEN = { lat: numberBehind('lat'), lon: numberBehind('lon'), dt: numberBehind('dt') };

/**
 * A JSON number as the reference program writes it into an id: integers as they are, and floats in
 * Python's `repr`, which keeps `.0` and turns to exponents below 0.0001 and from 1e16 on.
 *
 * @example referenceNumber('57.0') // '57.0'
 * @example referenceNumber('0.00001') // '1e-05'
 */
export function referenceNumber(token: string): string {
  if (INTEGER.test(token)) return token === '-0' ? '0' : token;
  const value = Number(token);
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e16) return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** The number `value` under `key` as the text of the answer writes it, where it does. */
function sentNumber(text: string, key: keyof typeof TOKEN, value: number): string {
  for (const [, token = ''] of text.matchAll(TOKEN[key])) {
    if (Number(token) === value) return referenceNumber(token);
  }
  return referenceNumber(String(value));
}

/**
 * "lat,lon,dt" as the reference program writes it for an answer.
 *
 * @param text the answer as it was sent, where the numbers are looked up
 */
export function identityOf(text: string, { lat, lon, dt }: AnswerIdentity): string {
  return `${sentNumber(text, 'lat', lat)},${sentNumber(text, 'lon', lon)},${sentNumber(text, 'dt', dt)}`;
}
