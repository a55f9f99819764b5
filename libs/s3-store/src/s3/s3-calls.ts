import type { S3Client } from '@aws-sdk/client-s3';
import type { CallOptions } from '../object-store';
import { ObjectStoreError, type StoreAction, type StoreAttempt } from '../object-store-error';
import { attemptAborted, attemptFailed } from '../store-attempt';
import { Deadline } from './deadline';
import { meaningOf } from './s3-failure';

/** `AWS`, or the URL of the endpoint a client was made for. */
async function endpointOf(client: S3Client): Promise<string> {
  const endpoint = await client.config.endpoint?.();
  if (endpoint === undefined) return 'AWS';
  const { protocol, hostname, port } = endpoint;
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`;
}

/** Calls of one bucket, each bounded in time, each failure told in the port's words. */
export class S3Calls {
  constructor(
    readonly client: S3Client,
    readonly bucket: string,
    readonly timeoutMs: number,
  ) {}

  /** The store's location. */
  get location(): string {
    return `s3://${this.bucket}`;
  }

  attempt(action: StoreAction, subject: string): StoreAttempt {
    return { action, location: this.location, subject };
  }

  /**
   * What `work` answers within the timeout; it may send several requests.
   *
   * @throws {ObjectStoreError} for whatever goes wrong
   */
  async answered<T>(
    attempt: StoreAttempt,
    options: CallOptions | undefined,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const deadline = new Deadline(this.timeoutMs, options?.signal);
    try {
      return await deadline.bound(work);
    } catch (error) {
      if (options?.signal?.aborted === true) throw attemptAborted(attempt, options.signal);
      if (deadline.hasPassed) throw await this.late(attempt, error);
      throw await this.failure(attempt, error);
    } finally {
      deadline.release();
    }
  }

  /** The error of an attempt that the SDK's error ended. */
  async failure(attempt: StoreAttempt, error: unknown): Promise<ObjectStoreError> {
    if (error instanceof ObjectStoreError) return error;
    const endpoint = await endpointOf(this.client);
    const place = { bucket: this.bucket, action: attempt.action, endpoint };
    return attemptFailed(attempt, meaningOf(error, place), error);
  }

  /** The error of an attempt whose time is up. */
  private async late(attempt: StoreAttempt, error: unknown): Promise<ObjectStoreError> {
    const endpoint = await endpointOf(this.client);
    const seconds = this.timeoutMs / 1000;
    return attemptFailed(attempt, `${endpoint} did not answer within ${seconds} s`, error);
  }
}
