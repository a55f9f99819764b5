import type { Command } from 'commander';
import type { OperatorOptions } from '../operator';
import { rotate, type RotateOptions } from '../rotate';
import { describe, exitCodeOf, readStatus } from '../status';
import { unseal } from '../unseal';
import { verify } from '../verify';
import { operatorCommand, operatorWith } from './perform';

async function performStatus(options: OperatorOptions & { json?: boolean }): Promise<void> {
  const status = await readStatus(await operatorWith(options));
  process.stdout.write(`${options.json ? JSON.stringify(status) : describe(status)}\n`);
  process.exitCode = exitCodeOf(status);
}

async function performVerify(options: OperatorOptions): Promise<void> {
  const deviations = await verify(await operatorWith(options));
  if (deviations.length > 0) process.exitCode = 1;
}

/** Adds the commands of every day: `status`, `unseal`, `rotate`, `verify`. */
export function addOperations(program: Command): void {
  operatorCommand(program, 'status', 'Whether Vault is initialized, sealed, and led.')
    .option('--json', 'for scripts')
    .action(performStatus);
  operatorCommand(program, 'unseal', 'Opens Vault after a restart, and does nothing else.').action(
    async (options: OperatorOptions) => unseal(await operatorWith(options)),
  );
  operatorCommand(program, 'rotate <secret>', 'Gives a secret a new value.')
    .option('--file <file>', 'the value; without it a prompt')
    .option('--generate', 'a random value')
    .action(async (name: string, options: OperatorOptions & RotateOptions) =>
      rotate(await operatorWith(options), name, options),
    );
  operatorCommand(program, 'verify', 'Compares who may do what with the catalogue, live.').action(
    performVerify,
  );
}
