import type { StoreAction } from '../object-store-error';

/** Where a call went, for the words of its failure. */
export interface S3Place {
  readonly bucket: string;
  readonly action: StoreAction;
  /** The endpoint's URL, or `AWS`. */
  readonly endpoint: string;
}

type Meaning = (place: S3Place) => string;

const ACTION_NEEDS: Readonly<Record<StoreAction, string>> = {
  create: 's3:PutObject and s3:GetObject on its objects',
  open: 's3:GetObject on its objects, and s3:ListBucket on it to tell a missing one',
  read: 's3:GetObject on its objects, and s3:ListBucket on it to tell a missing one',
  stat: 's3:GetObject on its objects, and s3:ListBucket on it to tell a missing one',
  keys: 's3:ListBucket on it',
  folders: 's3:ListBucket on it',
};

const noBucket: Meaning = ({ bucket, endpoint }) =>
  `there is no bucket ${bucket} at ${endpoint}; create it or correct the name (WEATHER_RESULTS_BUCKET)`;
const denied: Meaning = ({ bucket, action }) =>
  `access to bucket ${bucket} is denied; allow ${ACTION_NEEDS[action]} (IAM and bucket policy)`;
const elsewhere: Meaning = ({ bucket }) =>
  `bucket ${bucket} is in another region; set its region (AWS_REGION)`;
const expired: Meaning = () => 'the credentials have expired; renew them';
const unknownKey: Meaning = ({ endpoint }) =>
  `${endpoint} does not know the credentials; correct the access key and its secret`;
const noCredentials: Meaning = () =>
  'no AWS credentials were found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile or a role';
const unreachable: Meaning = ({ endpoint }) =>
  `${endpoint} cannot be reached or hangs up; correct the endpoint (AWS_ENDPOINT_URL_S3) or the network`;
const untrusted: Meaning = ({ endpoint }) =>
  `${endpoint} is not trusted over TLS; correct the scheme or trust its authority (NODE_EXTRA_CA_CERTS)`;
const timedOut: Meaning = ({ endpoint }) => `${endpoint} did not answer in time`;
const overloaded: Meaning = ({ endpoint }) =>
  `${endpoint} is overloaded or failing, and was asked several times; try again later`;
const wrongClock: Meaning = () => 'the clock of this machine is wrong; set it';
const invalidName: Meaning = ({ bucket }) => `${bucket} is no name a bucket can have`;

/** Codes of S3, of the SDK, of Node's sockets and of TLS. */
const BY_CODE: Readonly<Partial<Record<string, Meaning>>> = {
  NoSuchBucket: noBucket,
  InvalidBucketName: invalidName,
  AccessDenied: denied,
  Forbidden: denied,
  AllAccessDisabled: denied,
  PermanentRedirect: elsewhere,
  TemporaryRedirect: elsewhere,
  AuthorizationHeaderMalformed: elsewhere,
  IllegalLocationConstraintException: elsewhere,
  ExpiredToken: expired,
  ExpiredTokenException: expired,
  TokenRefreshRequired: expired,
  InvalidAccessKeyId: unknownKey,
  InvalidToken: unknownKey,
  // What versitygw says.
  XAdminUserNotFound: unknownKey,
  SignatureDoesNotMatch: unknownKey,
  CredentialsProviderError: noCredentials,
  RequestTimeTooSkewed: wrongClock,
  TimeoutError: timedOut,
  ETIMEDOUT: timedOut,
  RequestTimeout: timedOut,
  SlowDown: overloaded,
  ServiceUnavailable: overloaded,
  InternalError: overloaded,
  ECONNREFUSED: unreachable,
  ECONNRESET: unreachable,
  EPIPE: unreachable,
  ENOTFOUND: unreachable,
  EAI_AGAIN: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  EPROTO: untrusted,
};

/** For answers without a body: those to HEAD name no code. */
const BY_STATUS: Readonly<Partial<Record<number, Meaning>>> = {
  301: elsewhere,
  307: elsewhere,
  403: denied,
};

const TLS_CODE = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH)/;

/** An error of the SDK, of S3 or of a socket, as far as it is read here. */
interface SdkError {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

function sdkError(error: unknown): SdkError {
  return typeof error === 'object' && error !== null ? error : {};
}

/** The HTTP status of the answer an SDK error stands for, or `undefined` when none came. */
export function statusOf(error: unknown): number | undefined {
  return sdkError(error).$metadata?.httpStatusCode;
}

/** The name of S3's or the SDK's error. */
export function nameOf(error: unknown): string | undefined {
  const { name } = sdkError(error);
  return typeof name === 'string' ? name : undefined;
}

/** The codes of an error and of what caused it. */
function codesOf(error: unknown): readonly string[] {
  if (error === undefined) return [];
  const { name, code, cause } = sdkError(error);
  return [name, code, ...codesOf(cause)].filter((known) => typeof known === 'string');
}

/** The only failure that has nothing but a text. */
function isWithoutRegion(error: unknown): boolean {
  const { message } = sdkError(error);
  return typeof message === 'string' && message.startsWith('Region is missing');
}

function meaningOfCode(code: string): Meaning | undefined {
  return BY_CODE[code] ?? (TLS_CODE.test(code) ? untrusted : undefined);
}

function meaningOfStatus(status: number | undefined): Meaning | undefined {
  if (status === undefined) return undefined;
  if (status >= 500) return overloaded;
  return BY_STATUS[status];
}

/**
 * What an error of the SDK means and how to mend it, in words of ours: the SDK's own text may name
 * accounts and hosts, and belongs to the cause.
 */
export function meaningOf(error: unknown, place: S3Place): string {
  if (isWithoutRegion(error)) return 'no region was given; set AWS_REGION';
  const status = statusOf(error);
  const codes = codesOf(error);
  const meaning = codes.map(meaningOfCode).find(Boolean) ?? meaningOfStatus(status);
  if (meaning !== undefined) return meaning(place);
  return `${place.endpoint} answered ${String(status ?? 'nothing of use')} (${codes[0] ?? 'no error'})`;
}
