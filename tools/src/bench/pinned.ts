import { availableParallelism } from 'node:os';
import { isThere } from '../servers/run';

/** A command, and the processor it shall run on. */
export interface PinnedCommand {
  readonly program: string;
  readonly parameters: readonly string[];
}

/**
 * The command, kept on one processor where that can be done (`taskset`, two processors or more): the
 * servers that are compared take the first, whatever drives them the others.
 */
export async function pinned(command: PinnedCommand, processor: number): Promise<PinnedCommand> {
  const canPin = availableParallelism() > 1 && (await isThere('taskset', ['--version']));
  if (!canPin) return command;
  const parameters = ['--cpu-list', String(processor), command.program, ...command.parameters];
  return { program: 'taskset', parameters };
}
