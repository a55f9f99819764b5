import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync, writeFileSync } from 'node:fs';
import { encodeParams } from '../pipes/params';
import { directoryForEach } from '../testing/temporary-directory';
import { TestShell } from '../testing/test-shell';
import { until } from '../testing/until';

const AT = '2026-11-23T12:00:00Z';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Facet {
  readonly _producer: string;
  readonly _schemaURL: string;
  readonly [field: string]: unknown;
}

interface Dataset {
  readonly namespace: string;
  readonly name: string;
  readonly facets: Readonly<Record<string, Facet>>;
  readonly inputFacets?: Readonly<Record<string, Facet>>;
  readonly outputFacets?: Readonly<Record<string, Facet>>;
}

interface Event {
  readonly eventType: string;
  readonly eventTime: string;
  readonly producer: string;
  readonly schemaURL: string;
  readonly run: { readonly runId: string; readonly facets: Readonly<Record<string, Facet>> };
  readonly job: { readonly namespace: string; readonly name: string };
  readonly inputs: readonly Dataset[];
  readonly outputs: readonly Dataset[];
}

/** A server of OpenLineage on loopback; it may never answer. */
class LineageServer {
  readonly events: Event[] = [];
  readonly paths: string[] = [];
  readonly authorizations: (string | undefined)[] = [];
  private readonly server: Server;

  constructor(private readonly status: number | 'never') {
    this.server = createServer((request, response) => {
      this.paths.push(request.url ?? '');
      this.authorizations.push(request.headers.authorization);
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        this.events.push(JSON.parse(body) as Event);
        if (this.status !== 'never') response.writeHead(this.status).end();
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
  }
}

describe('lineage', () => {
  const path = directoryForEach();
  let server: LineageServer | undefined;

  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  const shellWith = (environment: Readonly<Record<string, string>>) =>
    new TestShell({
      WEATHER_SOURCE: 'replay',
      WEATHER_STORE_DIR: path('store'),
      ...environment,
    });

  async function serverWith(status: number | 'never'): Promise<string> {
    server = new LineageServer(status);
    return server.start();
  }

  async function eventsOf(words: readonly string[], environment = {}): Promise<readonly Event[]> {
    const shell = shellWith({ OPENLINEAGE_FILE: path('events'), ...environment });
    await shell.run(...words);
    const lines = () => {
      try {
        return readFileSync(path('events'), 'utf8').trim().split('\n');
      } catch {
        return [];
      }
    };
    await until(() => lines().length === 2);
    const events = lines().map((line) => JSON.parse(line) as Event);
    return events.sort((a, b) => a.eventTime.localeCompare(b.eventTime));
  }

  async function endOf(words: readonly string[]): Promise<Event> {
    const [, end] = await eventsOf(words);
    if (end === undefined) throw new Error('it has no end');
    return end;
  }

  it('tells of a run as OpenLineage wants it: one START, one COMPLETE, one run', async () => {
    const events = await eventsOf(['run', '--at', AT]);
    expect(events.map(({ eventType }) => eventType)).toEqual(['START', 'COMPLETE']);
    const ids = new Set(events.map(({ run }) => run.runId));
    expect([...ids]).toEqual([expect.stringMatching(UUID)]);
    const nominalTime = { nominalStartTime: '2026-11-23T12:00:00.000Z' };
    for (const event of events) {
      expect(event).toMatchObject({
        schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
        job: { namespace: 'weather-platform', name: 'weather_product_job' },
        run: { facets: { nominalTime } },
      });
    }
  });

  it('tells what was read, with the checks, and what was written, with its schema and figures', async () => {
    const { inputs, outputs } = await endOf(['run', '--at', AT]);
    const temperature = { assertion: 'temp_range', success: true, column: 'temp' };
    const assertions = expect.arrayContaining([expect.objectContaining(temperature)]) as unknown;
    expect(inputs).toMatchObject([
      {
        namespace: 'weather-worker',
        name: 'recordings',
        inputFacets: { dataQualityAssertions: { assertions } },
      },
    ]);
    expect(outputs[0]).toMatchObject({
      namespace: 'file',
      name: `${path('store')}/weather-products`,
      facets: {
        schema: { fields: expect.arrayContaining([{ name: 'temp', type: 'number' }]) as unknown },
        version: { datasetVersion: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown },
      },
      outputFacets: { outputStatistics: { rowCount: 2, fileCount: 1 } },
    });
  });

  it('names producer and schema in every facet', async () => {
    for (const event of await eventsOf(['run', '--at', AT])) {
      const datasets = [...event.inputs, ...event.outputs];
      const facets = [event.run, ...datasets].flatMap((part) => Object.values(part.facets));
      expect(facets.length).toBeGreaterThan(1);
      for (const { _producer: producer, _schemaURL: schema } of facets) {
        expect(producer).toMatch(/^urn:weather-platform:weather-worker:/);
        expect(schema).toMatch(/^https:\/\/openlineage\.io\/spec\/facets\/\d-\d-\d\/\w+\.json#/);
      }
    }
  });

  it('tells each step of Dagster as part of its run', async () => {
    const data = { run_id: 'db892d7f-0031-4747-973d-22e8b9095d9d', job_name: 'j', retry_number: 0 };
    const [, complete] = await eventsOf(['fetch', '--at', AT, '--output', path('fetched')], {
      DAGSTER_PIPES_CONTEXT: encodeParams({ data }),
      DAGSTER_PIPES_MESSAGES: encodeParams({ path: path('messages') }),
    });
    expect(complete?.job.name).toBe('weather_product_job.fetch_weather');
    expect(complete?.run.facets['parent']).toMatchObject({
      run: { runId: data.run_id },
      job: { namespace: 'weather-platform', name: 'j' },
    });
    expect(complete?.outputs).toMatchObject([{ namespace: 'file', name: path('fetched') }]);
  });

  it('tells why a step failed', async () => {
    const [, fail] = await eventsOf(['transform', '--input', path('none')]);
    expect(fail).toMatchObject({
      eventType: 'FAIL',
      run: {
        facets: { errorMessage: { message: expect.stringContaining(path('none')) as unknown } },
      },
    });
  });

  it('goes to a server, with the key from its file', async () => {
    const url = await serverWith(201);
    writeFileSync(path('key'), 'a-secret\n');
    const shell = shellWith({ OPENLINEAGE_URL: url, OPENLINEAGE_API_KEY_FILE: path('key') });
    expect(await shell.run('run', '--at', AT)).toBe(0);
    await until(() => server?.events.length === 2);
    expect(server?.paths).toEqual(['/api/v1/lineage', '/api/v1/lineage']);
    expect(server?.authorizations).toEqual(['Bearer a-secret', 'Bearer a-secret']);
    expect(shell.everything).not.toContain('a-secret');
  });

  it('goes to standard error, or nowhere', async () => {
    const shell = shellWith({ OPENLINEAGE_CONSOLE: 'true' });
    await shell.run('run', '--at', AT);
    expect(shell.stderr.text).toContain('"eventType":"COMPLETE"');
    const off = shellWith({ OPENLINEAGE_CONSOLE: 'true', OPENLINEAGE_DISABLED: 'true' });
    await off.run('run', '--at', AT);
    expect(off.stderr.text).not.toContain('eventType');
  });

  it.each([500, 'never'] as const)(
    'neither fails nor delays a run when the server answers %s, and the loss is told',
    async (status) => {
      const shell = shellWith({ OPENLINEAGE_URL: await serverWith(status) });
      const started = performance.now();
      expect(await shell.run('run', '--at', AT)).toBe(0);
      expect(performance.now() - started).toBeLessThan(1500);
      await until(() => shell.stderr.text.split('Lineage:Send:Failed').length === 3);
    },
  );

  it('does not fail a run when nobody listens', async () => {
    const shell = shellWith({ OPENLINEAGE_URL: 'http://127.0.0.1:9' });
    expect(await shell.run('run', '--at', AT)).toBe(0);
    await until(() => shell.stderr.text.includes('Lineage:Send:Failed'));
  });
});
