/** The prefix of all served products when none is configured. */
export const DEFAULT_PREFIX = 'weather-products/';

/** Where lines that failed a quality check go, outside whatever prefix is served. */
export const QUARANTINE_PREFIX = '_quarantine/';

const TAIL = /^(\d{4})\/(\d{2})\/(\d{2})\/(\d{2})(\d{2})(\d{2})\.jsonl$/;

/** `YYYY/MM/DD/HHMMSS.jsonl` of `instant`, in UTC. */
function tailOf(instant: Date): string {
  const [date = '', time = ''] = instant.toISOString().slice(0, 19).split('T');
  return `${date.replaceAll('-', '/')}/${time.replaceAll(':', '')}.jsonl`;
}

/** The layout of products in a store: `<prefix>YYYY/MM/DD/HHMMSS.jsonl`, always in UTC. */
export class ProductKeys {
  /** @param prefix what stands before the date, taken literally */
  constructor(readonly prefix: string = DEFAULT_PREFIX) {}

  /**
   * The key of the product made for `instant`, to the second.
   *
   * @example new ProductKeys().keyFor(new Date('2025-01-02T03:04:05Z'))
   * // 'weather-products/2025/01/02/030405.jsonl'
   */
  keyFor(instant: Date): string {
    return `${this.prefix}${tailOf(instant)}`;
  }

  /** The key of the lines that were set aside when the product for `instant` was made. */
  quarantineKeyFor(instant: Date): string {
    return `${QUARANTINE_PREFIX}${tailOf(instant)}`;
  }

  /** The prefix of all products of the day (UTC) of `instant`. */
  dayPrefix(instant: Date): string {
    return `${this.prefix}${tailOf(instant).slice(0, 11)}`;
  }

  /** The instant written in `key`, or `undefined` when `key` is no product's. */
  instantOf(key: string): Date | undefined {
    if (!key.startsWith(this.prefix)) return undefined;
    const tail = key.slice(this.prefix.length);
    if (!TAIL.test(tail)) return undefined;
    const instant = new Date(tail.replace(TAIL, '$1-$2-$3T$4:$5:$6Z'));
    const isReal = !Number.isNaN(instant.getTime()) && tailOf(instant) === tail;
    return isReal ? instant : undefined;
  }
}
