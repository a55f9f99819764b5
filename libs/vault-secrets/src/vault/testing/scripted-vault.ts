import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A request as the server saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly token: string | undefined;
  readonly body: unknown;
}

/** A status and a body, as JSON. */
interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** What the server does with a request: answer, or anything with the connection. */
export type Reply = Answer | ((response: ServerResponse) => void);

const NOTHING_THERE: Answer = { status: 404, body: { errors: [] } };

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body === undefined ? '' : JSON.stringify(body));
}

/** An HTTP server on loopback that answers as a test says; the real Vault is met end to end. */
export class ScriptedVault {
  readonly seen: SeenRequest[] = [];
  private readonly replies = new Map<string, Reply[]>();
  private readonly server: Server = createServer((request, response) => {
    void this.answer(request, response);
  });

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  get address(): URL {
    return new URL(`http://127.0.0.1:${(this.server.address() as AddressInfo).port}`);
  }

  /** Answers requests such as `GET /v1/sys/x`: each reply once, the last one for ever. */
  on(request: string, ...replies: Reply[]): this {
    this.replies.set(request, replies);
    return this;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '' } = request;
    const token = request.headers['x-vault-token']?.toString();
    const body = await json(request).catch(() => undefined);
    this.seen.push({ method, path, token, body });
    const reply = this.nextReply(`${method} ${path}`);
    if (typeof reply === 'function') reply(response);
    else send(response, reply);
  }

  private nextReply(request: string): Reply {
    const [next = NOTHING_THERE, ...rest] = this.replies.get(request) ?? [];
    if (rest.length > 0) this.replies.set(request, rest);
    return next;
  }
}

/** Answers as Vault refuses. */
export function refusal(status: number, ...errors: string[]): Reply {
  return { status, body: { errors } };
}

/** A login that succeeds. */
export const LOGGED_IN: Reply = {
  status: 200,
  body: { auth: { client_token: 'hvs.of-the-test', lease_duration: 900 } },
};

/** A secret as the KV engine answers it. */
export function keyValue(data: object, version = 1): Reply {
  return { status: 200, body: { data: { data, metadata: { version } } } };
}
