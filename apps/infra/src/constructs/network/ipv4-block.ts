const BLOCK = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/** A range of IPv4 addresses. */
export interface Ipv4Block {
  /** The first address, as a number. */
  readonly address: number;
  /** Length of its prefix, bits. */
  readonly length: number;
}

/** A range, or what is wrong with it. */
export type ReadBlock =
  | { readonly block: Ipv4Block; readonly fault?: undefined }
  | { readonly block?: undefined; readonly fault: string };

/** What lengths a prefix may have, bits. */
export interface PrefixLengths {
  readonly shortest: number;
  readonly longest: number;
}

function partsOf(text: string): readonly number[] | undefined {
  const parts = BLOCK.exec(text)?.slice(1).map(Number);
  const isAddress = parts?.slice(0, 4).every((part) => part <= 255) ?? false;
  return isAddress ? parts : undefined;
}

/** Reads `a.b.c.d/n`. */
export function ipv4Block(text: string, { shortest, longest }: PrefixLengths): ReadBlock {
  const parts = partsOf(text);
  if (parts === undefined)
    return { fault: `"${text}" is no range of addresses such as 10.0.0.0/16` };
  const length = parts[4] ?? 0;
  const address = parts.slice(0, 4).reduce((sum, part) => sum * 256 + part, 0);
  if (length < shortest || length > longest) {
    return { fault: `"${text}" must have a prefix of ${shortest} to ${longest} bits` };
  }
  if (address % 2 ** (32 - length) !== 0) return { fault: `"${text}" does not begin its range` };
  return { block: { address, length } };
}

/** `a.b.c.d/n` of a range. */
export function textOf({ address, length }: Ipv4Block): string {
  const parts = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
  return `${parts.join('.')}/${length}`;
}

/** The part number `index` of a range that is divided into 2 to the `bits` equal ones. */
export function partOf(block: Ipv4Block, bits: number, index: number): Ipv4Block {
  const length = block.length + bits;
  return { address: block.address + index * 2 ** (32 - length), length };
}
