import { open, type FileHandle } from 'node:fs/promises';
import { BodyDigest } from '../body-digest';
import type { ObjectSummary } from '../object-store';
import { isMissing } from './file-fault';

const PIECE_BYTES = 64 * 1024;

/** A file that is open, and what its bytes say. Whoever gets one closes the handle. */
export interface DigestedFile {
  readonly handle: FileHandle;
  readonly summary: ObjectSummary;
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function digest(handle: FileHandle, key: string): Promise<ObjectSummary | undefined> {
  if (!(await handle.stat()).isFile()) return undefined;
  const seen = new BodyDigest();
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  for (;;) {
    const { bytesRead } = await handle.read(piece, 0, PIECE_BYTES, seen.size);
    if (bytesRead === 0) break;
    seen.update(piece.subarray(0, bytesRead));
  }
  const { size, sha256, rowCount } = seen.finish();
  return { key, size, sha256, rowCount, etag: sha256.slice(0, 32) };
}

/**
 * Opens the file at `path` and reads it once for its summary. Its etag is the beginning of its
 * sha256. `undefined` when no regular file is there.
 */
export async function openDigested(path: string, key: string): Promise<DigestedFile | undefined> {
  const handle = await openIfThere(path);
  if (handle === undefined) return undefined;
  try {
    const summary = await digest(handle, key);
    if (summary !== undefined) return { handle, summary };
  } catch (error) {
    await handle.close();
    throw error;
  }
  await handle.close();
  return undefined;
}
