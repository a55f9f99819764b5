import { randomUUID } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { FileError } from './file-error';

/**
 * A file that stands under its name whole or not at all: it is written beside it and renamed.
 * Whoever opens one commits or discards it.
 */
export class AtomicFile {
  private constructor(
    private readonly path: string,
    private readonly temporary: string,
    private readonly handle: FileHandle,
  ) {}

  /** @throws {FileError} when nothing can be written there */
  static async open(path: string): Promise<AtomicFile> {
    const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
    try {
      return new AtomicFile(path, temporary, await open(temporary, 'wx'));
    } catch (error) {
      throw new FileError('write', path, error);
    }
  }

  /** @throws {FileError} when the disk refuses */
  async write(text: string): Promise<void> {
    try {
      await this.handle.appendFile(text);
    } catch (error) {
      throw new FileError('write', this.path, error);
    }
  }

  /** Puts what was written under the file's name. */
  async commit(): Promise<void> {
    try {
      await this.handle.sync();
      await this.handle.close();
      await rename(this.temporary, this.path);
    } catch (error) {
      throw new FileError('write', this.path, error);
    }
  }

  /** Leaves whatever stands under the file's name alone. */
  async discard(): Promise<void> {
    await this.handle.close();
    await rm(this.temporary, { force: true });
  }
}

/**
 * Writes a whole file at once.
 *
 * @throws {FileError} when nothing can be written there
 */
export async function writeAtomically(path: string, text: string): Promise<void> {
  const file = await AtomicFile.open(path);
  try {
    await file.write(text);
    await file.commit();
  } catch (error) {
    await file.discard();
    throw error;
  }
}
