const BEGIN = '# BEGIN weather platform';
/** Says that the file did not end its last line before the block came, so that it can be put back. */
const JOINED = ' (the line above had no end)';
const END = '# END weather platform';
const ADDRESS = '127.0.0.1';

/** Where the block stands in the text of a hosts file. */
interface Place {
  readonly begin: number;
  readonly end: number;
  readonly isJoined: boolean;
}

/** How a file ends its lines. */
function lineEnd(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

const BLOCK = new RegExp(
  `(?:^|\\n)${BEGIN}(?<joined> \\(the line above had no end\\))?\\r?\\n[^]*?${END}\\r?\\n`,
);

function find(text: string): Place | undefined {
  const found = BLOCK.exec(text);
  if (found === null) return undefined;
  const isFirstLine = found[0].startsWith(BEGIN);
  const begin = found.index + (isFirstLine ? 0 : 1);
  const isJoined = found.groups?.['joined'] !== undefined;
  return { begin, end: found.index + found[0].length, isJoined };
}

/** The names that the block gives to this machine; none when there is no block. */
export function namesIn(text: string): readonly string[] {
  const place = find(text);
  if (place === undefined) return [];
  const lines = text.slice(place.begin, place.end).split(/\r?\n/);
  return lines
    .filter((line) => line.startsWith(`${ADDRESS} `))
    .map((line) => line.slice(ADDRESS.length + 1));
}

/** The text of a hosts file without the block: to the byte what it was before. */
export function withoutBlock(text: string): string {
  const place = find(text);
  if (place === undefined) return text;
  const before = text.slice(0, place.begin);
  const end = lineEnd(text);
  return (place.isJoined ? before.slice(0, -end.length) : before) + text.slice(place.end);
}

/** The text of a hosts file with the block, once, at its end. */
export function withBlock(text: string, hosts: readonly string[]): string {
  const others = withoutBlock(text);
  const end = lineEnd(others);
  const isJoined = others !== '' && !others.endsWith('\n');
  const first = isJoined ? `${end}${BEGIN}${JOINED}` : BEGIN;
  const lines = [first, ...hosts.map((host) => `${ADDRESS} ${host}`), END];
  return `${others}${lines.join(end)}${end}`;
}
