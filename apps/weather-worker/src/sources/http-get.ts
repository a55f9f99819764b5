import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { codeOf } from '../streams/file-error';

/** The longest body that is read, in bytes once unpacked: far more than any answer about weather. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** A whole answer. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** How an answer is asked for. */
export interface HttpRequest {
  readonly headers: Readonly<Record<string, string>>;
  /** For headers and body together, in milliseconds. */
  readonly timeoutMs: number;
  /** Ends the call; it then fails with the signal's reason. */
  readonly signal: AbortSignal;
}

/** No answer came, or none that may be read. Holds nothing of the query. */
export class HttpError extends Error {
  override readonly name = 'HttpError';

  constructor(
    readonly kind: 'timeout' | 'network' | 'too_large',
    message: string,
  ) {
    super(message);
  }
}

function messageOf(error: unknown): string {
  const hasMessage = typeof error === 'object' && error !== null && 'message' in error;
  return hasMessage ? String(error.message) : String(error);
}

/** A failure of the network without the query, which holds the key. */
function networkError(url: URL, error: unknown): HttpError {
  const code = codeOf(error) ?? '';
  const message = messageOf(error).replaceAll(url.search || '?', '?…');
  const reason = message.includes(code) ? message : `${code}: ${message}`;
  return new HttpError('network', `no answer from ${url.host} (${reason})`);
}

function responseTo(
  url: URL,
  headers: HttpRequest['headers'],
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    request(url, { headers: { 'accept-encoding': 'gzip', ...headers }, signal })
      .once('response', resolve)
      // Errors after the response come here and in the body; the promise takes the first only.
      .on('error', reject)
      .end();
  });
}

function unpacked(response: IncomingMessage): Readable {
  if (response.headers['content-encoding'] !== 'gzip') return response;
  // What goes wrong in the response ends the reading of what was unpacked.
  return pipeline(response, createGunzip(), () => undefined);
}

async function textOf(body: Readable): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of body as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > MAX_BODY_BYTES) {
      throw new HttpError('too_large', `the answer is longer than ${MAX_BODY_BYTES} bytes`);
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

async function answerTo(
  url: URL,
  headers: HttpRequest['headers'],
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const response = await responseTo(url, headers, signal);
  const { statusCode: status = 0 } = response;
  return { status, headers: response.headers, text: await textOf(unpacked(response)) };
}

/**
 * Asks for `url`. Redirects are answers like any other: they are not followed, because the query may
 * hold a key that is nobody else's business.
 *
 * On Node's own client rather than `fetch`, which takes twice the memory for many small answers.
 *
 * @throws {HttpError} when no answer came in time, or it is too long; holds nothing of the query
 */
export async function httpGet(url: URL, request: HttpRequest): Promise<HttpAnswer> {
  const { headers, timeoutMs, signal } = request;
  signal.throwIfAborted();
  const call = new AbortController();
  const timeout = new HttpError('timeout', `no answer from ${url.host} within ${timeoutMs} ms`);
  const timer = setTimeout(() => {
    call.abort(timeout);
  }, timeoutMs);
  const onAbort = () => {
    call.abort(signal.reason);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await answerTo(url, headers, call.signal);
  } catch (error) {
    signal.throwIfAborted();
    if (call.signal.aborted) throw timeout;
    throw error instanceof HttpError ? error : networkError(url, error);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}
