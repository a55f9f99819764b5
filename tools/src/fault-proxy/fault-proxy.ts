import {
  createServer,
  request as startRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What can go wrong between a program and its store. */
export type Fault =
  | { readonly kind: 'none' }
  /** Every answer comes this many milliseconds later. */
  | { readonly kind: 'latency'; readonly milliseconds: number }
  /** The connection is reset before an answer. */
  | { readonly kind: 'reset' }
  /** S3 asks to slow down. */
  | { readonly kind: 'slow-down' }
  /** The body ends half way through, and the connection with it. */
  | { readonly kind: 'truncated' }
  /** The request is taken and never answered. */
  | { readonly kind: 'silence' };

/** Decides what happens to a request; counts and chance are the caller's. */
export type FaultPlan = (request: { readonly method: string; readonly path: string }) => Fault;

const SLOW_DOWN =
  '<?xml version="1.0" encoding="UTF-8"?>' +
  '<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>';

function forward(upstream: URL, request: IncomingMessage): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = upstream;
    const { method, url: path, headers } = request;
    const passed = startRequest({ hostname, port, method, path, headers }, resolve);
    passed.on('error', reject);
    request.pipe(passed);
  });
}

function passOn(answer: IncomingMessage, response: ServerResponse): void {
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.pipe(response);
}

async function truncate(answer: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer as AsyncIterable<Buffer>) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  response.write(body.subarray(0, Math.floor(body.length / 2)));
  setTimeout(() => response.destroy(), 20);
}

function slowDown(request: IncomingMessage, response: ServerResponse): void {
  request.resume().on('end', () => {
    response.writeHead(503, { 'content-type': 'application/xml' }).end(SLOW_DOWN);
  });
}

/** An HTTP proxy in front of a real server, with faults that a test switches. */
export class FaultProxy {
  /** Requests seen so far. */
  requests = 0;
  private plan: FaultPlan = () => ({ kind: 'none' });
  private readonly server: Server;

  /** @param upstream base URL of the real server */
  constructor(private readonly upstream: URL) {
    this.server = createServer((request, response) => {
      this.requests += 1;
      this.handle(request, response).catch(() => response.destroy());
    });
  }

  /** Starts on a free port of loopback, and answers its URL. */
  listen(): Promise<string> {
    return new Promise((resolve) => {
      this.server.listen(0, '127.0.0.1', () => {
        resolve(`http://127.0.0.1:${(this.server.address() as AddressInfo).port}`);
      });
    });
  }

  /** From now on requests meet what `plan` says; without one, nothing. */
  inject(plan: FaultPlan = () => ({ kind: 'none' })): void {
    this.plan = plan;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = this.plan({ method: request.method ?? '', path: request.url ?? '' });
    if (fault.kind === 'reset') request.socket.resetAndDestroy();
    else if (fault.kind === 'slow-down') slowDown(request, response);
    else if (fault.kind !== 'silence') await this.relay(request, response, fault);
  }

  private async relay(
    request: IncomingMessage,
    response: ServerResponse,
    fault: Fault,
  ): Promise<void> {
    const delay = fault.kind === 'latency' ? fault.milliseconds : 0;
    if (delay > 0) await sleep(delay);
    const answer = await forward(this.upstream, request);
    if (fault.kind === 'truncated') await truncate(answer, response);
    else passOn(answer, response);
  }
}
