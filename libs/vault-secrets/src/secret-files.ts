import { existsSync } from 'node:fs';
import { parseEnvFile } from './env-file';
import { Secret } from './secret';
import { SecretFileError } from './secret-file-error';
import type { LocatedSecret, SecretSource } from './secret-source';
import { WatchedFile, type OnUnreadable } from './watched-file';

/** Where the init container leaves the secrets when `ENV_FILE` says nothing else. */
export const DEFAULT_ENV_FILE = '/app/.env';

/** The process environment, or a part of it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** How the files are read. */
export interface SecretFilesOptions {
  /**
   * The file of secrets when `ENV_FILE` is not set; it need not exist.
   *
   * @default DEFAULT_ENV_FILE
   */
  readonly defaultEnvFile?: string;
  /**
   * How often, in milliseconds, a file is looked at again.
   *
   * @default 1000
   */
  readonly everyMs?: number;
  /**
   * Monotonic milliseconds.
   *
   * @default performance.now
   */
  readonly clock?: () => number;
  /** Told when a file that was good once cannot be read again; its last content stays in use. */
  readonly onUnreadable?: OnUnreadable;
}

const DEFAULTS: Required<SecretFilesOptions> = {
  defaultEnvFile: DEFAULT_ENV_FILE,
  everyMs: 1000,
  clock: () => performance.now(),
  onUnreadable: () => undefined,
};

function secretsOf(text: string, path: string): ReadonlyMap<string, Secret> {
  return new Map([...parseEnvFile(text, path)].map(([name, value]) => [name, new Secret(value)]));
}

function singleSecretOf(text: string, path: string): Secret {
  const value = text.replace(/\r?\n$/, '');
  if (value === '') throw new SecretFileError(path, ['it is empty']);
  return new Secret(value);
}

/**
 * Secrets that stand in files: all of them in the one that `ENV_FILE` names, and single ones where
 * `<NAME>_FILE` names a file of its own, which wins. A file that changes is read again. Nothing is
 * ever copied into the environment.
 */
export class SecretFiles implements SecretSource {
  private readonly all: WatchedFile<ReadonlyMap<string, Secret>> | undefined;
  private readonly single = new Map<string, WatchedFile<Secret>>();
  private readonly watching: Required<Omit<SecretFilesOptions, 'defaultEnvFile'>>;

  /** @param environment where `ENV_FILE` and `<NAME>_FILE` are looked up */
  constructor(
    private readonly environment: Environment,
    options: SecretFilesOptions = {},
  ) {
    const { defaultEnvFile, ...watching } = { ...DEFAULTS, ...options };
    this.watching = watching;
    const path = environment['ENV_FILE'] ?? defaultEnvFile;
    const isWanted = environment['ENV_FILE'] !== undefined || existsSync(path);
    this.all = isWanted ? new WatchedFile(path, secretsOf, this.watching) : undefined;
  }

  /**
   * The secret called `name` and the file it stands in, as of now.
   *
   * @throws {SecretFileError} when the file that should hold it cannot be used
   */
  find(name: string): LocatedSecret | undefined {
    const own = this.fileOf(name);
    if (own !== undefined) return { secret: own.read(), path: own.path };
    const secret = this.all?.read().get(name);
    return this.all === undefined || secret === undefined
      ? undefined
      : { secret, path: this.all.path };
  }

  /**
   * The setting called `name`: the environment wins over the file of secrets, but a file of its own
   * wins over both.
   *
   * @throws {SecretFileError} when the file that should hold it cannot be used
   */
  setting(name: string): string | undefined {
    const own = this.fileOf(name);
    if (own !== undefined) return own.read().reveal();
    return this.environment[name] ?? this.all?.read().get(name)?.reveal();
  }

  /** Every secret of the common file; those with files of their own are found by name only. */
  read(): Promise<ReadonlyMap<string, Secret>> {
    return Promise.resolve(this.all?.read() ?? new Map<string, Secret>());
  }

  private fileOf(name: string): WatchedFile<Secret> | undefined {
    const path = this.environment[`${name}_FILE`];
    if (path === undefined) return undefined;
    const file = this.single.get(name) ?? new WatchedFile(path, singleSecretOf, this.watching);
    this.single.set(name, file);
    return file;
  }
}
