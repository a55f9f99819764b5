import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { codeOf } from '../streams/file-error';
import type { ReadinessAnswer } from './readiness';

/** What the server tells about. */
export interface HealthParts {
  /** The process does its work; without it only a restart helps. */
  readonly isAlive: () => boolean;
  /** It has what it needs. */
  readonly checkReady: () => Promise<ReadinessAnswer>;
  /** The metrics, in the exposition format of Prometheus. */
  readonly metrics: () => Promise<string>;
  /** Media type of the metrics. */
  readonly metricsType: string;
}

/** A server that listens. */
export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

/** The port of health and metrics cannot be had. */
export class PortError extends Error {
  override readonly name = 'PortError';

  constructor(port: number, cause: unknown) {
    const isTaken = codeOf(cause) === 'EADDRINUSE';
    const because = isTaken ? 'another program listens there' : String(cause);
    super(`cannot listen on port ${port}: ${because}; set WORKER_PORT to a free one`, { cause });
  }
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

function json(status: number, value: object): Answer {
  return { status, type: 'application/json', body: JSON.stringify(value) };
}

async function readyAnswer({ checkReady }: HealthParts): Promise<Answer> {
  const ready = await checkReady();
  return ready.isReady
    ? json(200, { status: 'ok' })
    : json(503, { status: 'unavailable', because: ready.because });
}

async function answerTo(path: string, parts: HealthParts): Promise<Answer> {
  switch (path) {
    case '/health/live':
      return parts.isAlive()
        ? json(200, { status: 'ok' })
        : json(503, { status: 'stuck', because: 'the schedule does not go on' });
    case '/health/ready':
      return readyAnswer(parts);
    case '/metrics':
      return { status: 200, type: parts.metricsType, body: await parts.metrics() };
    default:
      return json(404, {
        status: 'not found',
        paths: ['/health/live', '/health/ready', '/metrics'],
      });
  }
}

async function respond(
  { method = 'GET', url = '/' }: IncomingMessage,
  response: ServerResponse,
  parts: HealthParts,
): Promise<void> {
  const [path = '/'] = url.split('?');
  const isRead = method === 'GET' || method === 'HEAD';
  const { status, type, body } = isRead
    ? await answerTo(path, parts)
    : json(405, { status: 'method not allowed', methods: ['GET', 'HEAD'] });
  response.writeHead(status, { 'content-type': type, ...(isRead ? {} : { allow: 'GET, HEAD' }) });
  response.end(method === 'HEAD' ? undefined : body);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(new PortError(port, error));
    });
    server.listen(port, resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

/**
 * Serves `/health/live`, `/health/ready` and `/metrics`.
 *
 * @param port 0 takes any free one
 * @throws {PortError} when the port cannot be had
 */
export async function startHealthServer(port: number, parts: HealthParts): Promise<HealthServer> {
  const server = createServer((request, response) => {
    respond(request, response, parts).catch((error: unknown) => response.destroy(asError(error)));
  });
  await listen(server, port);
  const { port: listening } = server.address() as AddressInfo;
  return { port: listening, close: () => close(server) };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
