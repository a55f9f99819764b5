import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';

/** How S3 is reached. Credentials come from the SDK's own chain (environment, profile, role). */
export interface S3ClientOptions {
  /**
   * The region of the bucket.
   *
   * @default what the SDK finds (AWS_REGION, profile); `us-east-1` for a store that is not AWS
   */
  readonly region?: string | undefined;
  /**
   * The URL of a store that is not AWS, or of AWS by another door.
   *
   * @default AWS
   */
  readonly endpoint?: string | undefined;
  /**
   * How often a request is tried in all.
   *
   * @default 3
   */
  readonly maxAttempts?: number | undefined;
  /**
   * How long a call may last in all, in milliseconds. One attempt gets its share of it, so that an
   * answer that never comes leaves time to ask again. Give the store the same figure.
   *
   * @default 10,000
   */
  readonly timeoutMs?: number | undefined;
}

/** How long a call to S3 may last in all when nothing else is said, in milliseconds. */
export const DEFAULT_TIMEOUT_MS = 10_000;

const DEFAULT_ATTEMPTS = 3;
const CONNECTION_TIMEOUT_MS = 2_000;

/** @throws {RangeError} when `endpoint` is not an http or https URL */
function endpointUrl(endpoint: string): URL {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw new RangeError(
      `the S3 endpoint ${endpoint} is not an http or https URL (AWS_ENDPOINT_URL_S3)`,
    );
  }
  return url;
}

function isAws({ hostname }: URL): boolean {
  return /(^|\.)amazonaws\.com(\.cn)?$/.test(hostname);
}

/** What AWS needs. Without an endpoint or a region the SDK finds its own. */
function awsDialect(options: S3ClientOptions): S3ClientConfig {
  const { endpoint, region } = options;
  return {
    requestChecksumCalculation: 'WHEN_SUPPORTED',
    responseChecksumValidation: 'WHEN_SUPPORTED',
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(region === undefined ? {} : { region }),
  };
}

/**
 * What stores other than AWS need: the bucket in the path, since their hosts know no names for
 * buckets; checksums only where S3 has always had them; some region to sign with.
 */
function otherDialect(endpoint: string, region = 'us-east-1'): S3ClientConfig {
  return {
    endpoint,
    region,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  };
}

function dialectOf(options: S3ClientOptions): S3ClientConfig {
  const { endpoint, region } = options;
  return endpoint === undefined || isAws(endpointUrl(endpoint))
    ? awsDialect(options)
    : otherDialect(endpoint, region);
}

/**
 * A client of S3 for {@link S3ObjectStore}: one for each process, connections kept alive, every
 * attempt bounded in time. Reads nothing from the environment but what the SDK's own chains read.
 *
 * @throws {RangeError} when the endpoint is not an http or https URL
 */
export function createS3Client(options: S3ClientOptions = {}): S3Client {
  const { maxAttempts = DEFAULT_ATTEMPTS, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const requestHandler = new NodeHttpHandler({
    connectionTimeout: Math.min(CONNECTION_TIMEOUT_MS, timeoutMs),
    requestTimeout: Math.ceil(timeoutMs / maxAttempts),
    throwOnRequestTimeout: true,
    // Bodies have a clock of their own, which stands still while the consumer is slow.
    socketTimeout: 0,
    httpAgent: { keepAlive: true },
    httpsAgent: { keepAlive: true },
  });
  return new S3Client({
    ...dialectOf(options),
    maxAttempts,
    requestHandler,
    // Products are small: asking before sending costs a round trip and a connection.
    expectContinueHeader: false,
  });
}
