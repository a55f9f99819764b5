import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import { PROBLEM_TYPE, problemOf } from './problem';
import type { ProblemName } from './problem-catalogue';
import { ProblemError } from './problem-error';

const FAULTS: Readonly<Record<string, readonly [ProblemName, string]>> = {
  HPE_HEADER_OVERFLOW: ['headers-too-large', 'The headers of the request exceed 16 KiB.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['request-timeout', 'The request did not arrive completely in time.'],
};

/** The answer to a request that could not even be parsed, as it goes over the wire. */
function clientErrorAnswer(code: string | undefined, requestId: string): string {
  const [problem, detail] = FAULTS[code ?? ''] ?? ['bad-request', 'The request is not valid HTTP.'];
  const error = new ProblemError(problem, detail);
  const body = JSON.stringify(problemOf(error, { requestId }));
  return [
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status] ?? ''}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    `X-Request-Id: ${requestId}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}

/** Tells the client of a request that could not be parsed what is wrong, and hangs up. */
export function answerClientError(
  error: { readonly code?: string },
  socket: Socket,
  requestId: string,
): void {
  const isGone = error.code === 'ECONNRESET' || !socket.writable;
  if (!isGone) socket.write(clientErrorAnswer(error.code, requestId));
  socket.destroy();
}
