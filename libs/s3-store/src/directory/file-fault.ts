/** What the codes of Node's file system errors mean to whoever runs the store. */
const MEANINGS: Readonly<Partial<Record<string, string>>> = {
  EACCES: 'permission denied: let this user read and write the directory',
  EPERM: 'not permitted: the directory needs write access and a file system with hard links',
  ENOTSUP: 'the file system has no hard links, which writing once needs',
  ENOSYS: 'the file system has no hard links, which writing once needs',
  EXDEV: 'the folder is a mount of its own: a store is one file system',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ENOTDIR: 'a file stands where a folder is needed',
  EEXIST: 'a file stands where a folder is needed',
  ENAMETOOLONG: 'the name is too long for the file system',
  EIO: 'the disk fails',
  ESTALE: 'the network file system is gone',
  ENOENT: 'the directory was removed meanwhile',
};

/** The part of Node's file system errors that is read here. */
interface SystemError {
  readonly code?: unknown;
  readonly path?: unknown;
}

function systemError(error: unknown): SystemError {
  return typeof error === 'object' && error !== null ? error : {};
}

/** The code of a file system error, or `undefined` for any other value. */
export function codeOf(error: unknown): string | undefined {
  const { code } = systemError(error);
  return typeof code === 'string' ? code : undefined;
}

/** Whether a file system error says that there is nothing under the name. */
export function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(codeOf(error) ?? '');
}

/** What a file system error means, in words, with the path it is about. */
export function meaningOf(error: unknown): string {
  const code = codeOf(error) ?? 'no code';
  const { path } = systemError(error);
  const where = typeof path === 'string' ? `${code}, ${path}` : code;
  return `${MEANINGS[code] ?? 'the file system failed'} (${where})`;
}
