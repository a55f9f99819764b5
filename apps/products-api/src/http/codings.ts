import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import type { Transform } from 'node:stream';
import { qualityList, type Preference } from './quality-list';

/** Content codings the API knows; which of them it has depends on the runtime. */
export type Coding = 'br' | 'zstd' | 'gzip';

/** How content is compressed. */
interface Compressor {
  readonly whole: (bytes: Buffer) => Promise<Buffer>;
  readonly stream: () => Transform;
}

/** What newer runtimes have besides. */
interface Zstd {
  readonly zstdCompress?: (
    bytes: Buffer,
    done: (error: Error | null, compressed: Buffer) => void,
  ) => void;
  readonly createZstdCompress?: () => Transform;
}

/** Good compression at a tenth of the time of the best (11); answers are compressed once. */
const BROTLI = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 5 } };

const brotli = promisify<Buffer, zlib.BrotliOptions, Buffer>(zlib.brotliCompress);
const gzip = promisify<Buffer, Buffer>(zlib.gzip);

function zstdCompressor({ zstdCompress, createZstdCompress }: Zstd): Compressor | undefined {
  if (zstdCompress === undefined || createZstdCompress === undefined) return undefined;
  return { whole: promisify(zstdCompress), stream: createZstdCompress };
}

function compressors(): ReadonlyMap<Coding, Compressor> {
  const zstd = zstdCompressor(zlib as Zstd);
  return new Map<Coding, Compressor>([
    [
      'br',
      { whole: (bytes) => brotli(bytes, BROTLI), stream: () => zlib.createBrotliCompress(BROTLI) },
    ],
    ...(zstd === undefined ? [] : [['zstd', zstd] as const]),
    ['gzip', { whole: gzip, stream: () => zlib.createGzip() }],
  ]);
}

const AVAILABLE = compressors();

/** The codings this runtime has, the preferred first. */
export const CODINGS: readonly Coding[] = [...AVAILABLE.keys()];

function qualityOf(coding: Coding, preferences: readonly Preference[]): number {
  const named = preferences.find(({ token }) => token === coding || token === `x-${coding}`);
  const any = preferences.find(({ token }) => token === '*');
  return (named ?? any)?.quality ?? 0;
}

/** The coding an `Accept-Encoding` header likes best; `undefined` is no coding. */
export function acceptedCoding(header = ''): Coding | undefined {
  const preferences = qualityList(header);
  const identity = preferences.find(({ token }) => token === 'identity')?.quality ?? 0;
  const liked = CODINGS.map((coding) => ({ coding, quality: qualityOf(coding, preferences) }));
  const [best] = liked.sort((one, other) => other.quality - one.quality);
  const isLiked = best !== undefined && best.quality > 0 && best.quality >= identity;
  return isLiked ? best.coding : undefined;
}

function compressorOf(coding: Coding): Compressor {
  const compressor = AVAILABLE.get(coding);
  if (compressor === undefined) throw new TypeError(`this runtime cannot compress with ${coding}`);
  return compressor;
}

/** `bytes` compressed. */
export function compressed(bytes: Buffer, coding: Coding): Promise<Buffer> {
  return compressorOf(coding).whole(bytes);
}

/** Compresses what is piped through it. */
export function compressionStream(coding: Coding): Transform {
  return compressorOf(coding).stream();
}
