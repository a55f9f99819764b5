import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps, type RequestOptions } from 'node:https';
import { text } from 'node:stream/consumers';

/** How Vault is reached. */
export interface VaultEndpoint {
  /** Such as `https://vault.vault.svc:8200`. */
  readonly address: URL;
  /** Certificates of the CA, as PEM; those of the system without them. */
  readonly ca?: string;
  /** How long one exchange may take, headers and body, in milliseconds. */
  readonly timeoutMs: number;
}

/** One request to Vault. */
export interface VaultRequest {
  readonly method: string;
  /** Path and query, from `/v1` on. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly signal?: AbortSignal;
}

/** What ends the exchange: the caller, or its own time limit. */
function limitOf({ timeoutMs }: VaultEndpoint, { signal }: VaultRequest): AbortSignal {
  const timeout = AbortSignal.timeout(timeoutMs);
  return signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
}

function optionsOf(endpoint: VaultEndpoint, request: VaultRequest): RequestOptions {
  const { address, ca } = endpoint;
  return {
    method: request.method,
    headers: {
      ...request.headers,
      ...(request.body === undefined ? {} : { 'content-length': Buffer.byteLength(request.body) }),
    },
    ...(ca === undefined ? {} : { ca }),
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    agent: false,
    ...(request.signal === undefined ? {} : { signal: request.signal }),
    protocol: address.protocol,
  };
}

function opened(endpoint: VaultEndpoint, request: VaultRequest): Promise<IncomingMessage> {
  const url = new URL(request.path, endpoint.address);
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const outgoing = send(url, optionsOf(endpoint, request), resolve);
    outgoing.once('error', reject);
    outgoing.end(request.body);
  });
}

/**
 * Sends a request and answers as soon as the headers are there; the time limit goes on for the body.
 * No redirect is followed, because it would carry the token elsewhere, no proxy is asked, and nothing
 * turns the check of the certificate off.
 */
export function exchange(endpoint: VaultEndpoint, request: VaultRequest): Promise<IncomingMessage> {
  return opened(endpoint, { ...request, signal: limitOf(endpoint, request) });
}

/** A whole answer of Vault's JSON API. */
export interface VaultAnswer {
  readonly status: number;
  /** Parsed; `undefined` when it is empty. */
  readonly body: unknown;
}

/** The answer is no JSON: something else than Vault speaks, or it stopped in the middle. */
export class NotJsonError extends Error {
  override readonly name = 'NotJsonError';

  constructor(readonly status: number) {
    super(`status ${status}, and a body that is no whole JSON`);
  }
}

/** The exchange took longer than it may. */
export class TooSlowError extends Error {
  override readonly name = 'TimeoutError';
}

function parsed(body: string, status: number): unknown {
  if (body === '') return undefined;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw new NotJsonError(status);
  }
}

/**
 * Sends a request and reads the JSON that comes back.
 *
 * @throws {TooSlowError} when the time is over, {NotJsonError} when half of the answer is missing
 */
export async function exchangeJson(
  endpoint: VaultEndpoint,
  request: VaultRequest,
): Promise<VaultAnswer> {
  const signal = limitOf(endpoint, request);
  const headers = { ...request.headers, accept: 'application/json' };
  const incoming = await opened(endpoint, { ...request, headers, signal });
  const status = incoming.statusCode ?? 0;
  const body = await text(incoming).catch(() => {
    throw signal.aborted ? new TooSlowError('the answer did not end') : new NotJsonError(status);
  });
  return { status, body: parsed(body, status) };
}
