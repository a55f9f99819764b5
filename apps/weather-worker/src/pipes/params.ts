import { deflateSync, inflateSync } from 'node:zlib';
import type { Environment } from '@weather/vault-secrets';
import { z } from 'zod';
import { PipesError } from './pipes-error';

/** The variables with which Dagster tells a process that it is one of its steps. */
export const CONTEXT_VARIABLE = 'DAGSTER_PIPES_CONTEXT';
export const MESSAGES_VARIABLE = 'DAGSTER_PIPES_MESSAGES';

const paramsSchema = z.record(z.string(), z.unknown());

/** Where the context is read from, or where messages go. */
export type PipesParams = z.infer<typeof paramsSchema>;

/** How Dagster writes parameters into variables: JSON, zlib, base64. */
export function encodeParams(params: PipesParams): string {
  return deflateSync(JSON.stringify(params)).toString('base64');
}

function decodeParams(variable: string, value: string): PipesParams {
  try {
    const text = inflateSync(Buffer.from(value, 'base64')).toString('utf8');
    return paramsSchema.parse(JSON.parse(text));
  } catch (cause) {
    const expected = 'expected JSON, compressed with zlib, in base64';
    throw new PipesError(`${variable}: ${expected}`, { cause });
  }
}

/** What Dagster gave a step. */
export interface BootstrapParams {
  readonly context: PipesParams;
  readonly messages: PipesParams;
}

/**
 * What Dagster gave this process, or `undefined` when it is none of Dagster's.
 *
 * @throws {PipesError} when that cannot be read
 */
export function bootstrapParams(environment: Environment): BootstrapParams | undefined {
  const context = environment[CONTEXT_VARIABLE] ?? '';
  if (context === '') return undefined;
  const messages = environment[MESSAGES_VARIABLE] ?? '';
  if (messages === '') {
    throw new PipesError(`${CONTEXT_VARIABLE} is set, but ${MESSAGES_VARIABLE} is not`);
  }
  return {
    context: decodeParams(CONTEXT_VARIABLE, context),
    messages: decodeParams(MESSAGES_VARIABLE, messages),
  };
}
