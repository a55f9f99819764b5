import { inspect } from 'node:util';
import { ConfigurationError } from '@weather/vault-secrets';
import { preferLittleMemory } from './process/memory';
import { run } from './process/run';

const FAILURE = 1;
const BAD_CONFIGURATION = 2;

preferLittleMemory();
try {
  const isFinished = await run(import.meta.url);
  process.exit(isFinished ? 0 : FAILURE);
} catch (error) {
  const isConfiguration = error instanceof ConfigurationError;
  const told = isConfiguration ? error.message : inspect(error);
  process.stderr.write(`products-api: ${told}\n`);
  process.exit(isConfiguration ? BAD_CONFIGURATION : FAILURE);
}
