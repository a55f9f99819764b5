import { parseArgs } from 'node:util';
import { ConfigurationError } from '../configuration-error';
import type { Environment } from '../secret-files';
import { VaultError } from '../vault/vault-error';
import { VaultSource } from '../vault/vault-source';
import type { InitLog } from './init-log';
import { readInitSettings, type InitSettings } from './init-settings';
import { place } from './place';
import { SecretWatch } from './secret-watch';

const BAD_CONFIGURATION = 2;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/** What a program gives to the command. */
export interface InitParts {
  /** What follows the program's name. */
  readonly words: readonly string[];
  readonly environment: Environment;
  readonly log: InitLog;
  /** Ends the waiting and the watch. */
  readonly signal: AbortSignal;
}

function isWatching(words: readonly string[]): boolean {
  try {
    const options = { watch: { type: 'boolean' } } as const;
    return parseArgs({ args: [...words], options }).values.watch ?? false;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigurationError([`${reason} The only option is --watch.`], { cause });
  }
}

/** Tells of each kind of fault once, not at each attempt. */
function tellOnce(log: InitLog): (error: VaultError) => void {
  let last = '';
  return (error) => {
    if (error.kind === last) return;
    last = error.kind;
    log.warn({ fault: error.kind, reason: error.message }, 'Vault:Wait:Started');
  };
}

function sourceOf(settings: InitSettings, { log, signal }: InitParts): VaultSource {
  return new VaultSource({
    ...settings,
    patience: {
      deadlineMs: settings.deadlineMs,
      firstPauseMs: FIRST_PAUSE_MS,
      longestPauseMs: LONGEST_PAUSE_MS,
      onWait: tellOnce(log),
      signal,
    },
    onNotRevoked: (error) => {
      log.warn({ err: error }, 'Token:Revoke:Failed');
    },
  });
}

async function perform(parts: InitParts): Promise<void> {
  const isKept = isWatching(parts.words);
  const settings = readInitSettings(parts.environment);
  const source = sourceOf(settings, parts);
  const { log, signal } = parts;
  const placed = await place(await source.readOnce(), { settings, log });
  if (isKept) await new SecretWatch({ source, settings, log, signal }, placed).run();
}

/**
 * The init container: fetches what the catalogue gives to a role and puts it into the file of secrets;
 * with `--watch` it stays and rewrites the file when a secret gets a new version.
 *
 * @returns the exit code: 0, 2 for bad usage or configuration, else that of the fault
 */
export async function runVaultInit(parts: InitParts): Promise<number> {
  try {
    await perform(parts);
    return 0;
  } catch (error) {
    if (error instanceof ConfigurationError) {
      parts.log.error({ faults: error.faults }, 'Secrets:Write:Refused');
      return BAD_CONFIGURATION;
    }
    if (!(error instanceof VaultError)) throw error;
    parts.log.error({ fault: error.kind, reason: error.message }, 'Secrets:Write:Failed');
    return error.fault.exitCode;
  }
}
