import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers one request. Its body has been read. */
export type Reply = (response: ServerResponse, request: IncomingMessage) => void;

/** A request as it came. */
export interface SeenRequest {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
}

/** An HTTP server on the loopback that gives recorded answers, in order, for one test. */
export class ScriptedServer {
  readonly seen: SeenRequest[] = [];
  private replies: Reply[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      this.seen.push({ method: request.method, url: request.url, headers: request.headers });
      request.resume().on('end', () => {
        const reply = this.replies.shift() ?? status(500, 'NothingRecorded');
        reply(response, request);
      });
    });
  }

  /** Starts it and answers its URL. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Replaces what is recorded, and forgets what was seen. */
  record(...replies: readonly Reply[]): void {
    this.replies = [...replies];
    this.seen.length = 0;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** An answer without a body. */
export function ok(headers: Record<string, string> = {}): Reply {
  return (response) => response.writeHead(200, { etag: '"e7a6"', ...headers }).end();
}

/** An error as S3 tells it; with no code, as it tells it to HEAD. */
export function status(code: number, name?: string): Reply {
  const secret = 'arn:aws:iam::123456789012:user/secret';
  const xml = `<Error><Code>${name ?? ''}</Code><Message>${secret}</Message></Error>`;
  return (response) => {
    response.writeHead(code, { 'content-type': 'application/xml' });
    response.end(name === undefined ? undefined : `<?xml version="1.0"?>${xml}`);
  };
}

/** A page of a listing; what ends in `/` is a folder. */
export function page(names: readonly string[], nextToken?: string): Reply {
  const entries = names.map((name) =>
    name.endsWith('/')
      ? `<CommonPrefixes><Prefix>${name}</Prefix></CommonPrefixes>`
      : `<Contents><Key>${name}</Key></Contents>`,
  );
  const more =
    nextToken === undefined ? '' : `<NextContinuationToken>${nextToken}</NextContinuationToken>`;
  const head = `<IsTruncated>${String(nextToken !== undefined)}</IsTruncated>${more}`;
  const xml = `<ListBucketResult>${head}${entries.join('')}</ListBucketResult>`;
  return (response) =>
    response
      .writeHead(200, { 'content-type': 'application/xml' })
      .end(`<?xml version="1.0"?>${xml}`);
}

/** Part of a body: `size` bytes are promised, `sent` come, then `then` happens. */
export function partOfBody(size: number, sent: Buffer, then: 'stall' | 'hang up'): Reply {
  return (response) => {
    response.writeHead(200, { 'content-length': String(size), etag: '"e7a6"' });
    response.write(sent, () => {
      if (then === 'hang up') setImmediate(() => response.destroy());
    });
  };
}

/** No answer: the connection breaks. */
export const hangUp: Reply = (response) => {
  response.destroy();
};

/** No answer: the connection stays. */
export const stall: Reply = () => undefined;
