import { readFileSync, statSync } from 'node:fs';
import { SecretFileError } from './secret-file-error';

/** Told when a file that was good once cannot be read again; the last good content stays in use. */
export type OnUnreadable = (error: unknown) => void;

const EXPLANATIONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'this process may not read it: check its owner and mode',
  EISDIR: 'it is a directory',
};

function unreadable(path: string, cause: unknown): SecretFileError {
  if (cause instanceof SecretFileError) return cause;
  const code = typeof cause === 'object' && cause && 'code' in cause ? String(cause.code) : '';
  return new SecretFileError(path, [EXPLANATIONS[code] ?? String(cause)], { cause });
}

/** What tells one version of a file from the next: a new inode, time or size. */
function versionOf(path: string): string {
  const { ino, mtimeMs, size } = statSync(path);
  return `${ino} ${mtimeMs} ${size}`;
}

/**
 * The parsed content of a file that others replace while the program runs. The file is looked at
 * again when it is asked for, at most once in `everyMs`.
 */
export class WatchedFile<T> {
  private version = '';
  private checkedAt = Number.NEGATIVE_INFINITY;
  private content: T | undefined;

  /** @param parse turns the text of the file into its content; may throw {@link SecretFileError} */
  constructor(
    readonly path: string,
    private readonly parse: (text: string, path: string) => T,
    private readonly options: {
      readonly everyMs: number;
      readonly clock: () => number;
      readonly onUnreadable: OnUnreadable;
    },
  ) {}

  /** @throws {SecretFileError} when the file was never good; later faults go to `onUnreadable` */
  read(): T {
    const now = this.options.clock();
    if (this.content !== undefined && now - this.checkedAt < this.options.everyMs) {
      return this.content;
    }
    this.checkedAt = now;
    return this.refreshed();
  }

  private refreshed(): T {
    try {
      const version = versionOf(this.path);
      if (this.content === undefined || version !== this.version) {
        this.content = this.parse(readFileSync(this.path, 'utf8'), this.path);
        this.version = version;
      }
      return this.content;
    } catch (error) {
      if (this.content === undefined) throw unreadable(this.path, error);
      this.options.onUnreadable(unreadable(this.path, error));
      return this.content;
    }
  }
}
