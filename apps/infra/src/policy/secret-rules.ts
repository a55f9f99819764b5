import type { Finding, PolicyRule } from './rule';

/** What secrets look like, by what they are. */
const SECRETS: Readonly<Record<string, RegExp>> = {
  'an access key of AWS': /\b(AKIA|ASIA)[0-9A-Z]{16}\b/,
  'a private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  'a token of Vault': /\bhv[sbr]\.[\w-]{20,}/,
  'a web hook of Slack': /hooks\.slack\.com\/services\/T\w+/,
  'a token of GitHub': /\bgh[pousr]_\w{30,}/,
  'a JSON web token': /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\./,
  'a password in a URL': /\b\w+:\/\/[^\s/:@"$]+:[^\s/@"$]{4,}@/,
  'a password written down': /"[\w-]*[pP]assword"\s*:\s*"(?!\$\{)[^"]+"/,
};

/** Keys that end in `password` and name a key of a secret, not a password. */
const NAMES_OF_KEYS = /"password"\s*:\s*"password"/g;

/** Searches a text for secrets. */
export function secretsIn(place: string, text: string): readonly Finding[] {
  const searched = text.replaceAll(NAMES_OF_KEYS, '');
  return Object.entries(SECRETS)
    .filter(([, pattern]) => pattern.test(searched))
    .map(([what]) => ({ place, fault: `holds ${what}` }));
}

/** Searched for in everything that is written. */
export const SECRET_RULES: readonly PolicyRule[] = [
  {
    id: 'no-secret-literal',
    demand: 'no secret is written down in a stack or a chart',
    also: ['CKV_SECRET_*', 'CKV_AWS_46', 'KSV-01010'],
    check: ({ texts }) => Object.entries(texts).flatMap(([path, text]) => secretsIn(path, text)),
  },
];
