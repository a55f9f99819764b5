import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FaultProxy, type Fault } from './fault-proxy';

const BODY = 'x'.repeat(1000);

describe('FaultProxy', () => {
  let upstream: Server;
  let proxy: FaultProxy;
  let url: string;

  beforeAll(async () => {
    upstream = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const sent = Buffer.concat(chunks).toString();
        const body = sent === '' ? BODY : sent;
        response.writeHead(200, { 'content-length': body.length, 'x-path': request.url }).end(body);
      });
    });
    await new Promise<void>((resolve) => {
      upstream.listen(0, '127.0.0.1', () => {
        resolve();
      });
    });
    const { port } = upstream.address() as AddressInfo;
    proxy = new FaultProxy(new URL(`http://127.0.0.1:${port}`));
    url = await proxy.listen();
  });

  afterAll(async () => {
    await proxy.close();
    upstream.close();
  });

  function injecting(fault: Fault): void {
    proxy.inject(() => fault);
  }

  it('passes requests and answers on untouched', async () => {
    injecting({ kind: 'none' });
    const answer = await fetch(`${url}/a?b=c`, { method: 'PUT', body: 'sent' });
    expect([answer.headers.get('x-path'), await answer.text()]).toEqual(['/a?b=c', 'sent']);
  });

  it('counts what it sees', async () => {
    const before = proxy.requests;
    await fetch(url);
    expect(proxy.requests).toBe(before + 1);
  });

  it('asks to slow down as S3 does', async () => {
    injecting({ kind: 'slow-down' });
    const answer = await fetch(url);
    expect([answer.status, await answer.text()]).toEqual([
      503,
      expect.stringContaining('<Code>SlowDown</Code>'),
    ]);
  });

  it('resets the connection', async () => {
    injecting({ kind: 'reset' });
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  it('cuts a body in half', async () => {
    injecting({ kind: 'truncated' });
    const answer = await fetch(url);
    await expect(answer.text()).rejects.toThrow('terminated');
  });

  it('takes a request and never answers', async () => {
    injecting({ kind: 'silence' });
    const signal = AbortSignal.timeout(200);
    await expect(fetch(url, { signal })).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('keeps an answer back', async () => {
    injecting({ kind: 'latency', milliseconds: 150 });
    const began = performance.now();
    await (await fetch(url)).text();
    expect(performance.now() - began).toBeGreaterThanOrEqual(149);
  });
});
