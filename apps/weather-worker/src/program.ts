import { Command, CommanderError } from 'commander';
import packageJson from '../package.json';
import { addBackfillCommand } from './commands/backfill/backfill-command';
import { addChecksCommand } from './commands/checks/checks-command';
import { addDemoFlakyCommand } from './commands/demo-flaky/demo-flaky-command';
import { addFetchCommand } from './commands/fetch/fetch-command';
import { perform, SERVICE, type Perform } from './commands/perform';
import { addRunCommand } from './commands/run/run-command';
import { addScheduleCommand } from './commands/schedule/schedule-command';
import { addTransformCommand } from './commands/transform/transform-command';
import { addUploadCommand } from './commands/upload/upload-command';
import { EXIT, EXIT_CODES_HELP } from './exit-codes';
import { underDagster } from './pipes/pipes-shell';
import type { Shell } from './shell';

const COMMANDS = [
  ...[addFetchCommand, addTransformCommand, addUploadCommand, addRunCommand],
  ...[addScheduleCommand, addBackfillCommand, addDemoFlakyCommand, addChecksCommand],
];

const DESCRIPTION = `Collects the weather of some cities and publishes it as product lines.

Settings come from the environment, and from /app/.env (or ENV_FILE) where it does not set them. Options override both.`;

function createProgram(shell: Shell, performing: Perform): Command {
  const program = new Command(SERVICE)
    .description(DESCRIPTION)
    .version(packageJson.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => shell.stdout.write(text),
      writeErr: (text) => shell.stderr.write(text),
    })
    .showHelpAfterError('(add --help for usage)')
    .addHelpText('after', EXIT_CODES_HELP);
  for (const addTo of COMMANDS) addTo(program, performing);
  return program;
}

/** Usage errors have been told of; help and version are no errors. */
function exitCodeOf(error: unknown): number {
  if (!(error instanceof CommanderError)) throw error;
  return error.exitCode === 0 ? EXIT.success : EXIT.usage;
}

async function runCommand(words: readonly string[], shell: Shell): Promise<number> {
  let exitCode: number = EXIT.success;
  const program = createProgram(shell, async (given, work) => {
    exitCode = await perform(given, work, shell);
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
    return exitCode;
  } catch (error) {
    const usageCode = exitCodeOf(error);
    if (usageCode !== EXIT.success) shell.pipes?.fail(error);
    return usageCode;
  }
}

/**
 * Runs one command, as a step of Dagster where Dagster started it.
 *
 * @param words the command line, without the program
 * @returns the exit code
 */
export function runProgram(words: readonly string[], shell: Shell): Promise<number> {
  return underDagster(shell, (told) => runCommand(words, told));
}
