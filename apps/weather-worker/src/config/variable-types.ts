import { z } from 'zod';

/** A whole number of `unit` from `lowest` to `highest`. */
export function wholeNumber(unit: string, lowest: number, highest: number) {
  const expected = `expected ${unit}: a whole number from ${lowest} to ${highest}`;
  return z.coerce.number(expected).int(expected).min(lowest, expected).max(highest, expected);
}

/** An address of a service without its query; `fallback` where none is set. */
export function httpUrl(fallback: string) {
  return z
    .url({ protocol: /^https?$/, error: `expected a URL such as ${fallback}` })
    .refine((url) => !/[?#]/.test(url), 'leave out what begins with "?" or "#"')
    .default(fallback);
}
