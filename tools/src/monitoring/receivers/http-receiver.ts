import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A message that came. */
export interface Received {
  readonly path: string;
  readonly body: string;
}

/** Takes what is posted to it, as Slack, PagerDuty and a dead man's switch do. */
export class HttpReceiver {
  readonly received: Received[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      void text(request).then((body) => {
        this.received.push({ path: request.url ?? '', body });
        response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"success"}');
      });
    });
  }

  /** Starts it on loopback and answers its URL. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Whether a message came to `path` whose body holds all of `words`. */
  got(path: string, ...words: readonly string[]): boolean {
    return this.received.some(
      (message) => message.path === path && words.every((word) => message.body.includes(word)),
    );
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
