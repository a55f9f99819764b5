import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { OperatorError } from './operator-error';

const S3_URL = /^s3:\/\/([^/]+)(?:\/(.*))?$/;

/** Name of a snapshot taken at `instant`, in UTC. */
export function snapshotName(cluster: string, instant: Date): string {
  return `vault-${cluster}-${instant.toISOString().replace(/[-:]|\.\d+/g, '')}.snap`;
}

async function saveToFolder(folder: string, name: string, bytes: Buffer): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, name);
  await writeFile(`${path}.new`, bytes, { mode: 0o600, flush: true });
  await rename(`${path}.new`, path);
  return path;
}

/** Keeps a snapshot in a folder, or below an `s3://bucket/prefix` with the usual AWS variables. */
export async function saveSnapshot(place: string, name: string, bytes: Buffer): Promise<string> {
  const [, bucket, prefix = ''] = S3_URL.exec(place) ?? [];
  if (bucket === undefined) return saveToFolder(place, name, bytes);
  const key = `${prefix}${prefix === '' || prefix.endsWith('/') ? '' : '/'}${name}`;
  const put = new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, IfNoneMatch: '*' });
  await new S3Client({}).send(put);
  return `s3://${bucket}/${key}`;
}

/** A snapshot that was kept in a file or in S3. */
export async function loadSnapshot(source: string): Promise<Buffer> {
  const [, bucket, key] = S3_URL.exec(source) ?? [];
  try {
    if (bucket === undefined) return await readFile(source);
    const { Body } = await new S3Client({}).send(
      new GetObjectCommand({ Bucket: bucket, Key: key }),
    );
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  } catch (cause) {
    throw new OperatorError(`the snapshot ${source} cannot be read: ${String(cause)}`);
  }
}
