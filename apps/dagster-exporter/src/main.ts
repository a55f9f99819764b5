import { inspect } from 'node:util';
import { ConfigurationError } from '@weather/vault-secrets';
import { run } from './process/run';

const FAILURE = 1;
const BAD_CONFIGURATION = 2;

try {
  await run();
  process.exit(0);
} catch (error) {
  const isConfiguration = error instanceof ConfigurationError;
  const told = isConfiguration ? error.message : inspect(error);
  process.stderr.write(`dagster-exporter: ${told}\n`);
  process.exit(isConfiguration ? BAD_CONFIGURATION : FAILURE);
}
