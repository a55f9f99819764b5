const EXPLANATIONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or directory',
  EACCES: 'this process may not: check owner and mode',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is no directory',
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
};

/** The code of a system error such as `ENOENT`, or `undefined`. */
export function codeOf(error: unknown): string | undefined {
  // Errors of Node itself may come from another realm, where `instanceof Error` is false.
  const hasCode = typeof error === 'object' && error !== null && 'code' in error;
  return hasCode && typeof error.code === 'string' ? error.code : undefined;
}

/** Why a file could not be used, in words. */
export function becauseOf(error: unknown): string {
  return EXPLANATIONS[codeOf(error) ?? ''] ?? String(error);
}

/** A file could not be read or written. */
export class FileError extends Error {
  override readonly name = 'FileError';

  constructor(
    readonly action: 'read' | 'write',
    readonly path: string,
    cause: unknown,
  ) {
    super(`cannot ${action} ${path}: ${becauseOf(cause)}`, { cause });
  }
}
