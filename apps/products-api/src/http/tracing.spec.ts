import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { startTracing } from '@weather/telemetry';
import { publish, withApi } from '../testing/api-under-test';
import { traceIdOf } from './trace-context';

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
}

interface Export {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
}

function spansIn({ resourceSpans }: Export): readonly Span[] {
  return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
}

/** A collector of spans on a free port. */
async function startCollector(): Promise<{ server: Server; url: string; spans: Span[] }> {
  const spans: Span[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      spans.push(...spansIn(JSON.parse(Buffer.concat(pieces).toString()) as Export));
      response.end('{}');
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { server, spans, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('a traced request', () => {
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  const parent = '00f067aa0ba902b7';
  const headers = { traceparent: `00-${traceId}-${parent}-01` };

  it('continues the trace of its client, with the calls of the store below it', async () => {
    const { server, url, spans } = await startCollector();
    process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = url;
    const tracing = await startTracing('products-api', process.env);
    delete process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
    await withApi({ tracing }, async (api) => {
      publish(api, 2);
      await api.server.inject({ url: '/products?limit=2', headers });
      const line = api.log.find(({ msg }) => msg === 'Request:Serve:Done');
      expect(line).toMatchObject({ trace_id: traceId });
    });
    await tracing.shutdown();
    server.close();
    const request = spans.find(({ name }) => name === 'GET /products');
    const calls = spans.filter(({ name }) => name.startsWith('store '));

    expect(request).toMatchObject({ traceId, parentSpanId: parent });
    expect(new Set(calls.map(({ name }) => name))).toEqual(
      new Set(['store keys', 'store folders', 'store open', 'store read']),
    );
    for (const call of calls) {
      expect(call).toMatchObject({ traceId, parentSpanId: request?.spanId });
    }
  });
});

describe('traceIdOf', () => {
  it.each([
    ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', '4bf92f3577b34da6a3ce929d0e0e4736'],
    [
      '01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x',
      '4bf92f3577b34da6a3ce929d0e0e4736',
    ],
    ['ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', undefined],
    ['00-00000000000000000000000000000000-00f067aa0ba902b7-01', undefined],
    ['00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01', undefined],
    ['00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01', undefined],
    ['nonsense', undefined],
    [undefined, undefined],
  ])('finds in %s the id %s', (header, id) => {
    expect(traceIdOf(header)).toBe(id);
  });
});
