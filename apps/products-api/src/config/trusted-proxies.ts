import { isIP } from 'node:net';

/** Ranges that proxies are often in, by name. */
export const NAMED_RANGES: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

const ADDRESS_BITS: Readonly<Record<number, number>> = { 4: 32, 6: 128 };

/** Whether `text` is an address, a CIDR range, or the name of a range. */
function isRange(text: string): boolean {
  if (Object.hasOwn(NAMED_RANGES, text)) return true;
  const [address = '', length, ...rest] = text.split('/');
  const bits = ADDRESS_BITS[isIP(address)];
  if (bits === undefined || rest.length > 0) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= bits);
}

/** Whose `X-Forwarded-For` is believed: `false` is nobody's. */
export type TrustedProxies = false | readonly string[];

/**
 * The proxies that `text` names: `false`, or a comma list of addresses, CIDR ranges and the names
 * `loopback`, `linklocal` and `uniquelocal`.
 *
 * @param onFault told each part that is none of these
 */
export function trustedProxiesOf(text: string, onFault: (part: string) => void): TrustedProxies {
  if (text === 'false') return false;
  const ranges = text.split(',').map((part) => part.trim());
  for (const range of ranges) if (!isRange(range)) onFault(range);
  return ranges;
}
