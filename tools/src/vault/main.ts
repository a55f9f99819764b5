import { VaultError } from '@weather/vault-secrets/vault';
import { Command } from 'commander';
import { addBootstrap } from './commands/bootstrap-command';
import { addOperations } from './commands/operations';
import { addSnapshots } from './commands/snapshots';
import { OperatorError } from './operator-error';

const program = new Command('vault')
  .description('Sets Vault up and keeps it: each command looks first and says what it changes.')
  .exitOverride((error) => {
    process.exit(error.exitCode === 0 ? 0 : 2);
  });
addBootstrap(program);
addOperations(program);
addSnapshots(program);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof OperatorError) && !(error instanceof VaultError)) throw error;
  process.stderr.write(`vault: ${error.message}\n`);
  process.exitCode = error instanceof VaultError ? error.fault.exitCode : error.exitCode;
}
