import { InvalidLineError, ObjectStoreError } from '@weather/s3-store';
import { createLogger } from '@weather/telemetry';
import { ConfigurationError, SecretFileError } from '@weather/vault-secrets';
import { EXIT, SIGNAL_EXIT } from '../exit-codes';
import { PortError } from '../schedule/health-server';
import { AbandonedError } from '../interruption';
import { reportProduced, tellEnding, type Produced } from '../pipes/produced';
import type { Shell } from '../shell';
import { UnauthorizedError } from '../sources/source-error';
import { codeOf, FileError } from '../streams/file-error';
import { writeTo } from '../streams/line-output';
import { DemoFailure } from './demo-flaky/flip';
import { logDestination } from './log-destination';
import { splitOptions, type GivenOptions } from './options';

/** The program's name in logs and messages. */
export const SERVICE = 'weather-worker';

/** How a command ended. */
export interface CommandOutcome {
  readonly exitCode: number;
  /** For machines: printed by `--json`. */
  readonly report: object;
  /** For people. */
  readonly words: string;
  /** Data went to standard output, so that words go to standard error. */
  readonly isOutputTaken?: boolean;
  /** What was made, where something was. */
  readonly produced?: Produced | undefined;
}

/** What a command does. */
export type CommandWork = (shell: Shell) => Promise<CommandOutcome>;

/** Does a command's work and tells how it ended. */
export type Perform = (given: GivenOptions, work: CommandWork) => Promise<void>;

/** The errors that trying again cannot help. */
const USAGE_ERRORS = [ConfigurationError, SecretFileError, UnauthorizedError] as const;

/** The exit code of a command that `error` ended. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof AbandonedError) return SIGNAL_EXIT[error.signal];
  return USAGE_ERRORS.some((type) => error instanceof type) ? EXIT.usage : EXIT.failure;
}

/** Whether nobody reads standard output any more, as behind `| head -1`. */
function isBrokenPipe(error: unknown): boolean {
  return ['EPIPE', 'ERR_STREAM_DESTROYED'].includes(codeOf(error) ?? '');
}

function messagesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [String(error)];
  return [error.message, ...(error.cause === undefined ? [] : messagesOf(error.cause))];
}

function reportOf(error: unknown): object {
  const [message] = messagesOf(error);
  const name = error instanceof Error ? error.name : 'Error';
  const faults = error instanceof ConfigurationError ? { faults: error.faults } : {};
  const status = error instanceof AbandonedError ? 'abandoned' : 'failed';
  return { status, exitCode: exitCodeOf(error), error: { name, message, ...faults } };
}

/** Errors that are told well enough by their messages; others are defects, and show their stacks. */
const EXPECTED_ERRORS = [
  ...[AbandonedError, UnauthorizedError, SecretFileError, FileError, DemoFailure, PortError],
  ...[ObjectStoreError, InvalidLineError],
] as const;

function fieldsOf(error: unknown): object {
  const isExpected = EXPECTED_ERRORS.some((type) => error instanceof type);
  const [message, ...causes] = new Set(messagesOf(error));
  return isExpected ? { error: (error as Error).name, message, causes } : { err: error };
}

/** People read the message and what caused it; machines get a log line. */
async function tellError(error: unknown, shell: Shell): Promise<void> {
  const { stderr } = shell;
  const isForPeople = stderr.isTTY === true;
  const isPlain = isForPeople || error instanceof ConfigurationError;
  if (!isPlain) {
    const logger = createLogger({ service: SERVICE, isForPeople: false }, logDestination(shell));
    logger.error(fieldsOf(error), 'Command:Perform:Failed');
    return;
  }
  const lines = [...new Set(messagesOf(error))].join('\n  because: ');
  await writeTo(stderr, `${SERVICE}: ${lines}\n`);
}

async function tellOutcome(outcome: CommandOutcome, isJson: boolean, shell: Shell): Promise<void> {
  const stream = outcome.isOutputTaken === true ? shell.stderr : shell.stdout;
  const text = isJson ? JSON.stringify(outcome.report) : outcome.words;
  await writeTo(stream, `${text}\n`);
}

async function telling(tell: () => Promise<void>): Promise<void> {
  try {
    await tell();
  } catch (error) {
    if (!isBrokenPipe(error)) throw error;
  }
}

/** The end of a command that did not do what it should, for an engine. */
class UnsuccessfulEnding extends Error {
  override readonly name = 'UnsuccessfulEnding';
}

function tellEngineOutcome({ pipes }: Shell, outcome: CommandOutcome): void {
  if (pipes === undefined) return;
  const { produced, exitCode, words } = outcome;
  if (produced !== undefined) reportProduced(pipes, produced);
  tellEnding(pipes, outcome);
  if (exitCode === EXIT.success) pipes.log('INFO', words);
  if (exitCode === EXIT.failure) pipes.fail(new UnsuccessfulEnding(words));
}

function tellEngineError({ pipes }: Shell, error: unknown): void {
  if (pipes === undefined) return;
  const words = [...new Set(messagesOf(error))].join('; because: ');
  tellEnding(pipes, { exitCode: exitCodeOf(error), report: reportOf(error), words });
  pipes.fail(error);
}

/** Does the work of one command: its outcome or its error is told, and the exit code answered. */
export async function perform(
  given: GivenOptions,
  work: CommandWork,
  shell: Shell,
): Promise<number> {
  const { isJson } = splitOptions(given);
  try {
    const outcome = await work(shell);
    tellEngineOutcome(shell, outcome);
    await telling(() => tellOutcome(outcome, isJson, shell));
    return outcome.exitCode;
  } catch (error) {
    if (isBrokenPipe(error)) return EXIT.success;
    if (isJson) await telling(() => writeTo(shell.stdout, `${JSON.stringify(reportOf(error))}\n`));
    await telling(() => tellError(error, shell));
    tellEngineError(shell, error);
    return exitCodeOf(error);
  }
}
