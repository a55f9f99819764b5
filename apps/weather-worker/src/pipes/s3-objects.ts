import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { createS3Client } from '@weather/s3-store';
import type { Environment } from '@weather/vault-secrets';
import { PipesError } from './pipes-error';

/** The client for the objects that Dagster and its steps exchange. */
export function pipesS3Client(environment: Environment): S3Client {
  return createS3Client({
    region: environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'],
    endpoint: environment['AWS_ENDPOINT_URL_S3'] ?? environment['AWS_ENDPOINT_URL'],
  });
}

/** @throws {PipesError} when the object is not there or cannot be read */
export async function readS3Object(client: S3Client, bucket: string, key: string): Promise<string> {
  try {
    const { Body: body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return await text(body as Readable);
  } catch (cause) {
    throw new PipesError(`cannot read the context of the step from s3://${bucket}/${key}`, {
      cause,
    });
  }
}

/** Puts chunks of messages as `<prefix>/1.json` and so on. */
export function putToS3(client: S3Client, bucket: string, prefix: string | undefined) {
  const folder = prefix === undefined || prefix === '' ? '' : `${prefix}/`;
  return async (index: number, body: string): Promise<void> => {
    const key = `${folder}${index}.json`;
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
  };
}
