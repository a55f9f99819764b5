import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startTracing } from './tracing';

describe('startTracing', () => {
  let collector: Server | undefined;

  afterEach(() => {
    collector?.close();
  });

  function listen(paths: string[]): Promise<string> {
    return new Promise((resolve) => {
      collector = createServer((request, response) => {
        paths.push(request.url ?? '');
        request.resume().on('end', () => response.end('{}'));
      });
      collector.listen(0, '127.0.0.1', () => {
        resolve(`http://127.0.0.1:${(collector?.address() as AddressInfo).port}`);
      });
    });
  }

  it('makes spans that go nowhere when no endpoint is set', async () => {
    const tracing = await startTracing('test', {});
    const span = tracing.tracer.startSpan('work');
    expect([tracing.isExporting, span.isRecording()]).toEqual([false, false]);
    await tracing.shutdown();
  });

  it('stays off when the SDK is disabled', async () => {
    const tracing = await startTracing('test', {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
      OTEL_SDK_DISABLED: 'true',
    });
    expect(tracing.isExporting).toBe(false);
  });

  it('sends its spans to the collector that the environment names', async () => {
    const paths: string[] = [];
    const endpoint = await listen(paths);
    process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = endpoint;
    const tracing = await startTracing('test', { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
    delete process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
    tracing.tracer.startSpan('work').end();
    await tracing.shutdown();
    expect([tracing.isExporting, paths]).toEqual([true, ['/v1/traces']]);
  });
});
