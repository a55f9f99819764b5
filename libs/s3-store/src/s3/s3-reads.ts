import {
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  type GetObjectCommandOutput,
} from '@aws-sdk/client-s3';
import type { Readable } from 'node:stream';
import type { CallOptions, ObjectSummary, OpenObject } from '../object-store';
import { attemptFailed, endWithSignal } from '../store-attempt';
import { S3Body } from './s3-body';
import type { S3Calls } from './s3-calls';
import { nameOf, statusOf } from './s3-failure';
import { summaryOf } from './s3-summary';

/** `undefined` when S3 says that there is no such key. A 404 that names anything else is a failure. */
function withoutKey(error: unknown): undefined {
  if (nameOf(error) !== 'NoSuchKey') throw error;
}

/** `undefined` when the answer to HEAD, which has no body and names nothing, says that there is none. */
function withoutAnything(error: unknown): undefined {
  if (statusOf(error) !== 404) throw error;
}

/** The answer to HEAD names no code, so a missing bucket looks like a missing object: ask for it. */
async function assertBucket(calls: S3Calls, abortSignal: AbortSignal): Promise<void> {
  const head = new HeadBucketCommand({ Bucket: calls.bucket });
  await calls.client.send(head, { abortSignal }).catch((error: unknown) => {
    if (statusOf(error) !== 404) return;
    throw Object.assign(new Error('no such bucket', { cause: error }), { name: 'NoSuchBucket' });
  });
}

/** The summary of the object under `key`, or `undefined`. Throws the SDK's errors. */
export async function headObject(
  calls: S3Calls,
  key: string,
  abortSignal: AbortSignal,
): Promise<ObjectSummary | undefined> {
  const head = new HeadObjectCommand({ Bucket: calls.bucket, Key: key });
  const answer = await calls.client.send(head, { abortSignal }).catch(withoutAnything);
  if (answer !== undefined) return summaryOf(key, answer);
  await assertBucket(calls, abortSignal);
  return undefined;
}

function getObject(
  calls: S3Calls,
  key: string,
  abortSignal: AbortSignal,
): Promise<GetObjectCommandOutput | undefined> {
  const get = new GetObjectCommand({ Bucket: calls.bucket, Key: key });
  return calls.client.send(get, { abortSignal }).catch(withoutKey);
}

/** The object under `key` with a body that ends in time, or `undefined`. */
export async function openObject(
  calls: S3Calls,
  key: string,
  options?: CallOptions,
): Promise<OpenObject | undefined> {
  const attempt = calls.attempt('open', key);
  const answer = await calls.answered(attempt, options, (signal) => getObject(calls, key, signal));
  if (answer === undefined) return undefined;
  const summary = summaryOf(key, answer);
  const reading = calls.attempt('read', key);
  const seconds = calls.timeoutMs / 1000;
  const body = new S3Body(answer.Body as Readable, {
    timeoutMs: calls.timeoutMs,
    size: summary.size,
    lateError: () => attemptFailed(reading, `the body did not come within ${seconds} s`),
    brokenError: (cause) => attemptFailed(reading, 'the body broke off or is damaged', cause),
  });
  endWithSignal(body, reading, options?.signal);
  return { ...summary, body };
}
