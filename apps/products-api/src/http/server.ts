import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { createServer as createHttpServer } from 'node:http';
import { answerClientError } from '../errors/client-error';
import { problemErrorOf } from '../errors/problem-error-of';
import { sendProblem } from '../errors/send-problem';
import type { Front } from './front';
import type { RequestIds } from './request-ids';

/** The API takes no bodies; a little is read so that the refusal is an answer. */
const BODY_LIMIT_BYTES = 1024;

/** Longer than the idle timeouts of common proxies (60 s), so that they close first. */
const KEEP_ALIVE_MS = 65_000;
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
const MAX_PARAMETER_LENGTH = 512;

/** What the HTTP server needs to know. */
export interface ServerOptions {
  /** What may answer a request before the framework sees it. */
  readonly front: Front;
  readonly requestIds: RequestIds;
  /** Told of a request that the router cannot look up, before it is answered. */
  readonly onUnroutable: (request: FastifyRequest, reply: FastifyReply) => void;
}

const TIMEOUTS = {
  keepAliveTimeout: KEEP_ALIVE_MS,
  headersTimeout: HEADERS_TIMEOUT_MS,
  requestTimeout: REQUEST_TIMEOUT_MS,
};

/** The HTTP server, without routes. */
export function createServer({ front, requestIds, onUnroutable }: ServerOptions): FastifyInstance {
  return fastify({
    logger: false,
    serverFactory: (handle) =>
      createHttpServer(TIMEOUTS, (request, response) => {
        if (!front.answer(request, response)) handle(request, response);
      }),
    bodyLimit: BODY_LIMIT_BYTES,
    // Requests that are under way when the server closes are answered, not refused.
    return503OnClosing: false,
    routerOptions: { maxParamLength: MAX_PARAMETER_LENGTH },
    requestIdHeader: false,
    genReqId: (request) => requestIds.of(request),
    frameworkErrors: (error, request, reply) => {
      onUnroutable(request, reply);
      sendProblem(reply, problemErrorOf(error), { requestId: request.id });
    },
    clientErrorHandler: (error, socket) => {
      answerClientError(error, socket, requestIds.next());
    },
  });
}
