import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLogger } from '@weather/telemetry';
import { Serving } from '../http/serving';
import { publish, withApi, type ApiUnderTest } from '../testing/api-under-test';
import { BufferedLines } from './buffered-lines';
import { shutDown } from './shutdown';

function portOf({ server }: ApiUnderTest): number {
  return (server.server.address() as AddressInfo).port;
}

async function ask(port: number, path: string, agent?: Agent): Promise<IncomingMessage> {
  const request = get({ host: '127.0.0.1', port, path, agent });
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  return answer;
}

const logger = createLogger({ service: 'test', isForPeople: false }, { write: () => undefined });

describe('shutDown', () => {
  it('finishes what is in flight, then accepts nothing more', () =>
    withApi({}, async (api) => {
      publish(api, 1);
      await api.app.listen(0, '127.0.0.1');
      const port = portOf(api);
      const agent = new Agent({ keepAlive: true });
      api.faulty.break('hangs', 'open');
      const asked = ask(port, '/products', agent);
      while (api.faulty.hanging === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      const stopped = shutDown({ api, logger, drainMs: 10, timeoutMs: 5000 });
      await new Promise((resolve) => setTimeout(resolve, 100));
      const refused = await ask(port, '/health/live').catch((error: unknown) => error);
      api.faulty.mend();
      const answer = await asked;
      answer.resume();

      expect(refused).toMatchObject({ code: 'ECONNREFUSED' });
      expect(answer.statusCode).toBe(200);
      const begun = performance.now();
      expect(await stopped).toBe(true);
      expect(performance.now() - begun).toBeLessThan(2000);
      agent.destroy();
    }));

  it('does not wait longer than it may', async () => {
    const api = { serving: new Serving(), stop: () => new Promise<void>(() => undefined) };
    const isFinished = await shutDown({ api, logger, drainMs: 0, timeoutMs: 20 });

    expect(isFinished).toBe(false);
    expect(api.serving.isDraining).toBe(true);
  });
});

describe('BufferedLines', () => {
  it('writes many lines at a time, none lost and none late', async () => {
    const written: string[] = [];
    const lines = new BufferedLines((text) => written.push(text));
    lines.write('a\n');
    lines.write('b\n');
    const before = [...written];
    await new Promise((resolve) => setTimeout(resolve, 200));
    lines.write('c\n');
    lines.flush();
    lines.flush();
    lines.write(`${'x'.repeat(70_000)}\n`);

    expect(before).toEqual([]);
    expect(written.slice(0, 2)).toEqual(['a\nb\n', 'c\n']);
    expect(written[2]).toHaveLength(70_001);
  });
});
