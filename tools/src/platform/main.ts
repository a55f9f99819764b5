import { EnvironmentError } from '@weather/infra/environments';
import { Command } from 'commander';
import { NoTerraformError } from '../servers/terraform';
import { addDeployAll } from './commands/deploy-all-command';
import { addDnsAliases } from './commands/dns-aliases-command';
import { addStackCommands } from './commands/stack-commands';
import { say } from './commands/streams';
import { addTeardownAll } from './commands/teardown-all-command';
import { addVerify } from './commands/verify-command';
import { PlatformError } from './platform-error';

const USAGE = 2;

/** Bad usage ends with 2, also where a command of a command is used badly. */
function endOnUsage(command: Command): void {
  command.exitOverride((error) => {
    process.exit(error.exitCode === 0 ? 0 : USAGE);
  });
  for (const part of command.commands) endOnUsage(part);
}

const program = new Command('platform').description(
  'Brings the platform up, keeps it, and takes it down.',
);
addDeployAll(program);
addTeardownAll(program);
addVerify(program);
addDnsAliases(program);
addStackCommands(program);
endOnUsage(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof EnvironmentError) process.exitCode = USAGE;
  else if (error instanceof PlatformError) process.exitCode = error.exitCode;
  else if (error instanceof NoTerraformError) process.exitCode = 1;
  else throw error;
  say(`platform: ${error.message}`);
}
