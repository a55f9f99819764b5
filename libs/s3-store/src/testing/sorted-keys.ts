import { compareKeys } from '../key-order';

/** Keys in the order of their UTF-8 bytes, as a store lists them. */
export class SortedKeys {
  private readonly keys: readonly string[];

  constructor(keys: Iterable<string>) {
    this.keys = [...keys].sort(compareKeys);
  }

  /** Up to `limit` keys that start with `prefix` and come behind `after`. */
  select(prefix: string, after: string, limit: number): readonly string[] {
    let first = Math.max(this.indexOf(prefix), this.indexOf(after));
    if (this.keys[first] === after) first += 1;
    const page = this.keys.slice(first, first + limit);
    const end = page.findIndex((key) => !key.startsWith(prefix));
    return end === -1 ? page : page.slice(0, end);
  }

  /** What follows `prefix` up to the next `/`, as whole prefixes, each once. */
  folders(prefix: string): readonly string[] {
    const folders: string[] = [];
    let index = this.indexOf(prefix);
    for (let key = this.keyAt(index); key.startsWith(prefix); key = this.keyAt(index)) {
      const slash = key.indexOf('/', prefix.length);
      if (slash !== -1) folders.push(key.slice(0, slash + 1));
      // '0' is what comes behind '/': the first key behind the folder.
      index = slash === -1 ? index + 1 : this.indexOf(`${key.slice(0, slash)}0`);
      if (index >= this.keys.length) break;
    }
    return folders;
  }

  private keyAt(index: number): string {
    return this.keys[index] ?? '';
  }

  /** The index of the first key at or behind `key`. */
  private indexOf(key: string): number {
    let low = 0;
    let high = this.keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareKeys(this.keyAt(middle), key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
