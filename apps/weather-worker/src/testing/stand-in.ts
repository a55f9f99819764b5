import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { recordedAnswer, recordedFault } from '@weather/weather-domain/testing';

/** A call that a stand-in got. */
export interface StandInCall {
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  /** How many calls came before it. */
  readonly index: number;
}

/** What a stand-in answers. */
export interface StandInAnswer {
  /** @default 200 */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Where it stops for ever: before the headers, or after half of the body. */
  readonly stalls?: 'before-headers' | 'in-body';
  /** Closes the connection instead of answering. */
  readonly isBroken?: boolean;
  /** Waits before it answers. */
  readonly delayMs?: number;
}

/** A server on the loopback interface that plays a source of weather. */
export interface StandIn {
  /** Up to the question mark. */
  readonly url: string;
  readonly calls: readonly StandInCall[];
  close(): Promise<void>;
}

type AnswerTo = (call: StandInCall) => StandInAnswer;

function stall(response: ServerResponse, { stalls, body = '', status = 200 }: StandInAnswer): void {
  if (stalls === 'before-headers') return;
  response.writeHead(status, { 'content-length': Buffer.byteLength(body) });
  response.write(body.slice(0, body.length / 2));
}

function answer(response: ServerResponse, given: StandInAnswer): void {
  const { status = 200, headers = {}, body = '' } = given;
  if (given.isBroken === true) response.destroy();
  else if (given.stalls !== undefined) stall(response, given);
  else response.writeHead(status, headers).end(body);
}

/** Starts a stand-in that answers what `answerTo` says. */
export async function startStandIn(answerTo: AnswerTo): Promise<StandIn> {
  const calls: StandInCall[] = [];
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '/', 'http://stand-in').searchParams;
    const call = { query, headers: request.headers, index: calls.length };
    calls.push(call);
    const given = answerTo(call);
    if (given.delayMs === undefined) answer(response, given);
    else
      setTimeout(() => {
        answer(response, given);
      }, given.delayMs);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}/data/2.5/weather`, calls, close };
}

/** OpenWeather's answer for wherever it is asked, observed at `dt` (Unix seconds). */
export function weatherAt(
  { query }: StandInCall,
  dt = Math.floor(Date.now() / 1000),
): StandInAnswer {
  const coord = { lon: Number(query.get('lon')), lat: Number(query.get('lat')) };
  return json({ ...recordedAnswer('odesa-metric-2022'), coord, dt });
}

/** A JSON body. */
export function json(value: unknown, status = 200): StandInAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

/** The body OpenWeather sends with an error status. */
export function fault(status: 400 | 401 | 404 | 429): StandInAnswer {
  return json(recordedFault(status), status);
}
