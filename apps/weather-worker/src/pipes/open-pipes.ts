import { readFile } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import type { Environment } from '@weather/vault-secrets';
import { z } from 'zod';
import { ChunkChannel, FileChannel, StreamChannel, type MessageChannel } from './message-channel';
import { bootstrapParams, type PipesParams } from './params';
import { parseContext, type PipesContextData } from './pipes-context';
import { PipesError } from './pipes-error';
import { pipesS3Client, putToS3, readS3Object } from './s3-objects';
import { PipesSession } from './session';

/** How often messages are stored where they go to a bucket. */
const CHUNK_INTERVAL_MS = 10_000;

const contextParams = z.union([
  z.object({ path: z.string() }),
  z.object({ data: z.unknown().refine((data) => data !== undefined) }),
  z.object({ bucket: z.string(), key: z.string() }),
]);

const stream = z.enum(['stdout', 'stderr']);

const messageParams = z.union([
  z.object({ path: z.string() }),
  z.object({ stdio: stream }),
  z.object({ buffered_stdio: stream }),
  z.object({ bucket: z.string(), key_prefix: z.string().nullish() }),
]);

/** What a step of Dagster needs of its process. */
export interface PipesPlace {
  readonly environment: Environment;
  readonly stdout: Writable;
  readonly stderr: Writable;
}

/** The line to Dagster, and whether it wants to hear what the process prints, too. */
export interface OpenPipes {
  readonly session: PipesSession;
  readonly wantsStdio: boolean;
}

function parsed<T>(schema: z.ZodType<T>, params: PipesParams, what: string): T {
  const result = schema.safeParse(params);
  if (result.success) return result.data;
  throw new PipesError(`do not know ${what} Dagster means by ${JSON.stringify(params)}`);
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new PipesError(`cannot read the context of the step from ${path}`, { cause });
  }
}

async function contextOf(params: PipesParams, place: PipesPlace): Promise<PipesContextData> {
  const from = parsed(contextParams, params, 'which context');
  if ('data' in from) return parseContext(from.data);
  const text =
    'path' in from
      ? await readText(from.path)
      : await readS3Object(pipesS3Client(place.environment), from.bucket, from.key);
  try {
    return parseContext(JSON.parse(text));
  } catch (cause) {
    if (cause instanceof PipesError) throw cause;
    throw new PipesError('the context of the step is no JSON', { cause });
  }
}

function channelTo(params: PipesParams, place: PipesPlace): MessageChannel {
  const to = parsed(messageParams, params, 'which place of messages');
  if ('path' in to) return new FileChannel(to.path);
  if ('stdio' in to) return new StreamChannel(place[to.stdio], false);
  if ('buffered_stdio' in to) return new StreamChannel(place[to.buffered_stdio], true);
  const put = putToS3(pipesS3Client(place.environment), to.bucket, to.key_prefix ?? undefined);
  return new ChunkChannel(put, CHUNK_INTERVAL_MS);
}

/**
 * Opens the line to Dagster, or answers `undefined` where the process is none of its steps.
 *
 * @throws {PipesError} when what Dagster gave cannot be understood or reached
 */
export async function openPipes(place: PipesPlace): Promise<OpenPipes | undefined> {
  const params = bootstrapParams(place.environment);
  if (params === undefined) return undefined;
  const context = await contextOf(params.context, place);
  const session = new PipesSession(context, channelTo(params.messages, place));
  return { session, wantsStdio: params.messages['include_stdio_in_messages'] === true };
}
