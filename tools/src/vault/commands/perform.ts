import type { Command } from 'commander';
import { operatorOf, withOperatorOptions, type Operator, type OperatorOptions } from '../operator';
import { Progress } from '../progress';

/** A command of the operator: its name and arguments, as commander writes them, and what it is for. */
export function operatorCommand(program: Command, usage: string, description: string): Command {
  return withOperatorOptions(program.command(usage).description(description));
}

/** The operator that the options describe; what happens is told on standard error. */
export function operatorWith(options: OperatorOptions): Promise<Operator> {
  return operatorOf(
    options,
    new Progress((line) => {
      process.stderr.write(`${line}\n`);
    }),
  );
}
