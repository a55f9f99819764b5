import type { Command } from 'commander';
import type { OperatorOptions } from '../operator';
import { backup, restore } from '../snapshot';
import { operatorCommand, operatorWith } from './perform';

interface RestoreOptions {
  readonly from: string;
  readonly shares: string;
  readonly threshold: string;
}

/** Adds `backup` and `restore`. */
export function addSnapshots(program: Command): void {
  operatorCommand(program, 'backup', "Copies Vault's storage, encrypted as it is.")
    .requiredOption('--to <place>', 'a folder, or s3://bucket/prefix')
    .action(async (options: OperatorOptions & { to: string }) => {
      await backup(await operatorWith(options), options.to, new Date());
    });
  operatorCommand(program, 'restore', 'Brings a snapshot back, also into a new Vault.')
    .requiredOption('--from <snapshot>', 'a file, or s3://bucket/key')
    .option('--shares <n>', 'shares of the key that the snapshot brings', '5')
    .option('--threshold <n>', 'shares that open Vault with it', '3')
    .action(async (options: OperatorOptions & RestoreOptions) => {
      const former = { shares: Number(options.shares), threshold: Number(options.threshold) };
      await restore(await operatorWith(options), options.from, former);
    });
}
