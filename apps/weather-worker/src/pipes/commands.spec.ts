import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { QUALITY_CHECKS } from '@weather/weather-domain';
import { fault, startStandIn, weatherAt } from '../testing/stand-in';
import { directoryForEach } from '../testing/temporary-directory';
import { TestShell } from '../testing/test-shell';
import { encodeParams, type PipesParams } from './params';
import { logWords } from './pipes-log';

const AT = '2026-11-23T12:00:00Z';
const KEY = 'weather-products/2026/11/23/120000.jsonl';

interface Message {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

describe('commands as steps of Dagster', () => {
  const path = directoryForEach();

  function step(environment: object = {}, messages: PipesParams = {}): TestShell {
    const data = { run_id: 'r', retry_number: 0, asset_keys: ['made'], extras: {} };
    return new TestShell({
      WEATHER_SOURCE: 'replay',
      WEATHER_STORE_DIR: path('store'),
      DAGSTER_PIPES_CONTEXT: encodeParams({ data }),
      DAGSTER_PIPES_MESSAGES: encodeParams({ path: path('messages'), ...messages }),
      ...environment,
    });
  }

  function told(method?: string): readonly Message[] {
    const messages = readFileSync(path('messages'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Message);
    return messages.filter((message) => method === undefined || message.method === method);
  }

  const valueOf = (message: Message | undefined, name: string) =>
    (message?.params['metadata'] as Record<string, { raw_value: unknown }>)[name]?.raw_value;

  it('tell what they published, with the figures of the object', async () => {
    expect(await step().run('run', '--at', AT, '--json')).toBe(0);
    const body = readFileSync(path(`store/${KEY}`));
    const [made] = told('report_asset_materialization');
    const [key, rows, bytes] = ['key', 'rows', 'bytes'].map((name) => valueOf(made, name));
    expect([key, rows, bytes]).toEqual([KEY, 2, body.byteLength]);
    expect(valueOf(made, 'sha256')).toBe(made?.params['data_version']);
    expect(valueOf(made, 'etag')).toBeDefined();
    expect(valueOf(made, 'dagster/column_schema')).toMatchObject({
      columns: expect.arrayContaining([{ name: 'temp', type: 'number' }]) as unknown,
    });
    expect(told().at(-1)).toMatchObject({ method: 'closed', params: {} });
  });

  it('tell in words what they did', async () => {
    await step().run('fetch', '--at', AT, '--output', path('fetched'));
    expect(told('log')).toMatchObject([
      { params: { level: 'INFO', message: 'fetched 2 of 2 cities' } },
    ]);
  });

  it('report every quality check', async () => {
    await step().run('run', '--at', AT);
    const reported = told('report_asset_check').map(({ params }) => params['check_name']);
    expect(reported).toEqual(QUALITY_CHECKS.map(({ name }) => name));
  });

  it('tell their log, in the levels of Dagster', async () => {
    await step().run('run', '--at', AT);
    const logs = told('log').map(({ params }) => params);
    expect(logs).toContainEqual({
      level: 'INFO',
      message: expect.stringMatching(/^Run:Start:Done/) as unknown,
    });
    expect(
      logWords('{"level":"warn","msg":"A:B:C","service":"s","why":"two words","n":1}'),
    ).toEqual({
      level: 'WARNING',
      message: 'A:B:C why="two words" n=1',
    });
  });

  it('tell what they printed where Dagster wants it', async () => {
    await step({}, { include_stdio_in_messages: true }).run('run', '--at', AT, '--json');
    const text = (stream: string) =>
      told('log_external_stream')
        .filter(({ params }) => params['stream'] === stream)
        .map(({ params }) => String(params['text']))
        .join('');
    expect(text('stdout')).toContain('"status":"published"');
    expect(text('stderr')).toContain('Run:Start:Done');
  });

  it('tell a partial success and its missing city, which is no exception', async () => {
    const source = await startStandIn((call) =>
      call.query.get('lat') === '41.8781' ? fault(404) : weatherAt(call),
    );
    const environment = {
      WEATHER_SOURCE: 'openweather',
      OPENWEATHER_URL: source.url,
      OPENWEATHER_API_KEY: 'a-key',
    };
    expect(await step(environment).run('fetch', '--output', path('f'), '--json')).toBe(3);
    await source.close();
    expect(valueOf(told('report_asset_materialization')[0], 'failed')).toMatchObject([
      { city: 'Chicago' },
    ]);
    expect(told('report_custom_message')).toMatchObject([
      { params: { payload: { kind: 'ending', exit_code: 3 } } },
    ]);
    expect(told('closed')).toMatchObject([{ params: {} }]);
  });

  it('tell why they failed, with the cause and without an asset', async () => {
    expect(await step().run('transform', '--input', path('none'))).toBe(1);
    expect(told('report_asset_materialization')).toEqual([]);
    expect(told('closed')).toMatchObject([
      {
        params: {
          exception: {
            name: 'FileError',
            message: `cannot read ${path('none')}: there is no such file or directory`,
            cause: { message: expect.stringContaining('ENOENT') as unknown },
          },
        },
      },
    ]);
  });

  it('tell faults of usage, too', async () => {
    expect(await step().run('fly')).toBe(2);
    expect(told('closed')).toMatchObject([
      { params: { exception: { message: expect.stringContaining('fly') as unknown } } },
    ]);
  });

  it('fail when Dagster cannot be told of them', async () => {
    const shell = step({}, { path: path('none/messages') });
    expect(await shell.run('run', '--at', AT)).toBe(1);
    expect(shell.stderr.text).toContain('cannot write messages for Dagster');
    const unread = step({ DAGSTER_PIPES_CONTEXT: 'rubbish' });
    expect(await unread.run('run', '--at', AT)).toBe(1);
    expect(unread.stderr.text).toContain('DAGSTER_PIPES_CONTEXT: expected JSON');
  });

  it('show the key of the source nowhere', async () => {
    const source = await startStandIn(() => fault(401));
    const environment = {
      WEATHER_SOURCE: 'openweather',
      OPENWEATHER_URL: source.url,
      OPENWEATHER_API_KEY: 'a-key-nobody-may-see',
    };
    expect(await step(environment).run('fetch', '--output', path('f'))).toBe(2);
    await source.close();
    expect(JSON.stringify(told())).not.toContain('nobody');
  });
});

describe('the list of checks that Dagster declares', () => {
  it('is that of the domain: npm run worker -- checks > dagster/weather_dagster/quality_checks.json', () => {
    const list = join(__dirname, '../../dagster/weather_dagster/quality_checks.json');
    expect(readFileSync(list, 'utf8')).toBe(`${JSON.stringify(QUALITY_CHECKS, undefined, 2)}\n`);
  });
});
