import type { FastifyReply } from 'fastify';
import { PROBLEM_TYPE, problemOf, type RequestIdentity } from './problem';
import type { ProblemError } from './problem-error';

/** Headers that a success may have left on the answer and that do not fit an error. */
const HEADERS_OF_SUCCESS = ['etag', 'last-modified', 'link', 'content-encoding', 'vary', 'age'];

/** Answers with `error` as RFC 9457 has it; never to be cached. */
export function sendProblem(
  reply: FastifyReply,
  error: ProblemError,
  identity: RequestIdentity,
): void {
  for (const name of HEADERS_OF_SUCCESS) reply.removeHeader(name);
  reply
    .code(error.status)
    .headers({ ...error.headers, 'content-type': PROBLEM_TYPE, 'cache-control': 'no-store' })
    .send(Buffer.from(JSON.stringify(problemOf(error, identity))));
}
