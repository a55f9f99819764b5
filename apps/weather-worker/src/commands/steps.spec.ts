import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { encodeProduct } from '@weather/weather-domain';
import { sampleProduct } from '@weather/weather-domain/testing';
import { brokenAnswerFor } from '../testing/scripted-source';
import { fault, startStandIn, weatherAt, type StandIn } from '../testing/stand-in';
import { directoryForEach } from '../testing/temporary-directory';
import { TestShell } from '../testing/test-shell';

const AT = '2026-11-23T12:00:00Z';
const REPLAY = { WEATHER_SOURCE: 'replay' };

describe('the steps as commands', () => {
  const path = directoryForEach();

  const text = (name: string) => readFileSync(path(name), 'utf8');

  async function fetched(): Promise<string> {
    const shell = new TestShell(REPLAY);
    expect(await shell.run('fetch', '--at', AT)).toBe(0);
    return shell.stdout.text;
  }

  async function lines(): Promise<string> {
    const shell = new TestShell({}, { input: await fetched() });
    expect(await shell.run('transform')).toBe(0);
    return shell.stdout.text;
  }

  it('make the same object piped together as run makes by itself', async () => {
    const piped = { WEATHER_STORE_DIR: path('piped') };
    const upload = new TestShell(piped, { input: await lines() });
    expect(await upload.run('upload', '--at', AT, '--json')).toBe(0);
    const whole = new TestShell({ ...REPLAY, WEATHER_STORE_DIR: path('whole') });
    expect(await whole.run('run', '--at', AT, '--json')).toBe(0);
    const key = 'weather-products/2026/11/23/120000.jsonl';
    expect(text(`piped/${key}`)).toBe(text(`whole/${key}`));
    expect(upload.outcome).toMatchObject({ status: 'published', keys: [key], rows: 2 });
    const { rows, bytes, sha256, etag } = whole.outcome as Record<string, unknown>;
    expect(upload.outcome).toMatchObject({ rows, bytes, sha256, etag });
  });

  describe('fetch', () => {
    let standIn: StandIn | undefined;

    afterEach(() => standIn?.close());

    async function shellAt(answerTo: Parameters<typeof startStandIn>[0]): Promise<TestShell> {
      standIn = await startStandIn(answerTo);
      const key = path('key');
      writeFileSync(key, 'a-key-nobody-may-see');
      return new TestShell({
        OPENWEATHER_URL: standIn.url,
        OPENWEATHER_API_KEY_FILE: key,
        WEATHER_RETRIES: '0',
      });
    }

    it('writes the cities in their order, whichever answers first', async () => {
      const shell = await shellAt((call) => ({
        ...weatherAt(call),
        delayMs: call.index === 0 ? 50 : 0,
      }));
      expect(await shell.run('fetch')).toBe(0);
      const names = shell.stdout.lines.map(
        (line) => (line as { city: { name: string } }).city.name,
      );
      expect(names).toEqual(['Luxembourg', 'Chicago']);
      expect(shell.stderr.text).toContain('fetched 2 of 2 cities');
    });

    it('ends with 3 and names the city when one fails', async () => {
      const shell = await shellAt((call) =>
        call.query.get('lat') === '41.8781' ? fault(404) : weatherAt(call),
      );
      const output = path('fetched.jsonl');
      expect(await shell.run('fetch', '--output', output, '--json')).toBe(3);
      expect(shell.outcome).toEqual({
        cities: 2,
        fetched: 1,
        failed: [
          {
            city: 'Chicago',
            reason: 'not_found',
            message: 'no weather for Chicago: HTTP 404, city not found',
          },
        ],
      });
      expect(text('fetched.jsonl').trim().split('\n')).toHaveLength(1);
      expect(shell.stderr.text).toContain('City:Fetch:Failed');
    });

    it('ends with 1 and leaves no file when all fail', async () => {
      const shell = await shellAt(() => ({ status: 500 }));
      expect(await shell.run('fetch', '--output', path('fetched.jsonl'))).toBe(1);
      expect(readdirSync(path('.'))).toEqual(['key']);
      expect(shell.stdout.text).toContain('fetched 0 of 2 cities\n  Luxembourg: server_error');
    });

    it('ends with 2 when the key is refused, names its file, and shows the key nowhere', async () => {
      const shell = await shellAt(() => fault(401));
      expect(await shell.run('fetch', '--output', path('fetched.jsonl'), '--json')).toBe(2);
      expect(shell.everything).toContain(path('key'));
      expect(shell.everything).not.toContain('a-key-nobody');
      expect(readdirSync(path('.'))).toEqual(['key']);
    });

    it('warns of a key in the environment without showing it', async () => {
      standIn = await startStandIn(weatherAt);
      const shell = new TestShell({
        OPENWEATHER_URL: standIn.url,
        OPENWEATHER_API_KEY: 'a-key-nobody-may-see',
      });
      expect(await shell.run('fetch', '--output', path('fetched.jsonl'))).toBe(0);
      expect(shell.stderr.text).toContain('OPENWEATHER_API_KEY_FILE');
      expect(shell.everything + text('fetched.jsonl')).not.toContain('a-key-nobody');
    });

    it('keeps the rate it is given', async () => {
      const shell = await shellAt(weatherAt);
      const cities = JSON.stringify(
        Array.from({ length: 3 }, (_, index) => ({ lat: index, lon: 0 })),
      );
      const timer = setTimeout(() => shell.signals.emit('SIGTERM'), 300);
      expect(await shell.run('fetch', '--rate-limit', '2', '--cities', cities)).toBe(143);
      clearTimeout(timer);
      expect(standIn?.calls).toHaveLength(2);
    });

    it('refuses to print its outcome among the lines', async () => {
      const shell = new TestShell(REPLAY);
      expect(await shell.run('fetch', '--json')).toBe(2);
      expect(shell.stderr.text).toContain('name a file with --output');
    });
  });

  describe('transform', () => {
    const good = { city: { name: 'Oslo', lat: 59.91, lon: 10.75 } };

    async function withBroken(): Promise<string> {
      const broken = brokenAnswerFor({ name: 'Oslo', lat: 59.91, lon: 10.75 }, new Date(AT));
      return `${await fetched()}${JSON.stringify(broken)}\n`;
    }

    it('writes products, quarantined lines and check results to their files', async () => {
      const shell = new TestShell({}, { input: await withBroken() });
      const files = [
        '--output',
        path('lines'),
        '--quarantine',
        path('bad'),
        '--checks',
        path('checks'),
      ];
      expect(await shell.run('transform', ...files, '--json')).toBe(0);
      expect(text('lines').trim().split('\n')).toHaveLength(2);
      expect(JSON.parse(text('bad'))).toMatchObject({ checks: ['schema'], fetched: good });
      const checks = JSON.parse(text('checks')) as { name: string; passed: boolean }[];
      expect(checks.filter(({ passed }) => !passed).map(({ name }) => name)).toEqual(['schema']);
      expect(shell.outcome).toEqual({ lines: 2, quarantined: 1, checks });
    });

    it('tells lines in full that have no quarantine file, and ends with 3', async () => {
      const shell = new TestShell({}, { input: await withBroken() });
      expect(await shell.run('transform', '--output', path('lines'))).toBe(3);
      const warning = shell.stderr.lines.find(
        (line) => (line as { msg: string }).msg === 'Line:Check:Failed',
      );
      expect(warning).toMatchObject({
        level: 'warn',
        city: 'Oslo',
        line: { checks: ['schema'], fetched: good },
      });
    });

    it('ends with 1 when there is nothing to publish', async () => {
      expect(await new TestShell().run('transform')).toBe(1);
    });

    it.each([
      ['{"city"', 'not JSON'],
      ['{"city":{"lat":1,"lon":2}}', 'collected_at: '],
      ['[]', 'expected object'],
    ])('names the place of a line that is no answer: %s', async (line, why) => {
      const input = path('fetched.jsonl');
      writeFileSync(input, `${await fetched()}${line}\n`);
      const shell = new TestShell();
      const files = ['--output', path('lines'), '--quarantine', path('bad')];
      expect(await shell.run('transform', '--input', input, ...files)).toBe(1);
      expect(shell.stderr.text).toContain(`line 3 of ${input}: `);
      expect(shell.stderr.text).toContain(why);
      expect(readdirSync(path('.'))).toEqual(['fetched.jsonl']);
    });

    it('names a file that cannot be read or written', async () => {
      const shell = new TestShell();
      expect(await shell.run('transform', '--input', path('none'))).toBe(1);
      expect(shell.stderr.text).toContain(`cannot read ${path('none')}: there is no such file`);
      expect(await shell.run('transform', '--output', path('no/lines'))).toBe(1);
      expect(shell.stderr.text).toContain(`cannot write ${path('no/lines')}`);
    });

    it('compares with the lines published before', async () => {
      const before = sampleProduct({ temp: 40, observed_at: '2026-11-23T11:50:00.000Z' });
      writeFileSync(path('previous'), encodeProduct(before));
      const shell = new TestShell({}, { input: await fetched() });
      await shell.run(
        'transform',
        '--previous',
        path('previous'),
        '--output',
        path('lines'),
        '--json',
      );
      const { checks } = shell.outcome as { checks: { name: string; actual: string }[] };
      expect(checks.find(({ name }) => name === 'step_change')?.actual).toBe('1 of 2: Luxembourg');
    });

    it('ends when nobody sends it anything and a signal comes', async () => {
      const waiting = new TestShell({}, { stdin: new PassThrough() });
      const code = waiting.run('transform');
      setTimeout(() => waiting.signals.emit('SIGINT'), 20);
      expect(await code).toBe(130);
      expect(waiting.signals.listenerCount('SIGINT')).toBe(0);
    });
  });

  describe('upload', () => {
    it('is unchanged the second time', async () => {
      const environment = { WEATHER_STORE_DIR: path('store') };
      const input = await lines();
      expect(await new TestShell(environment, { input }).run('upload', '--at', AT)).toBe(0);
      const again = new TestShell(environment, { input });
      expect(await again.run('upload', '--at', AT, '--json')).toBe(0);
      expect(again.outcome).toMatchObject({ status: 'unchanged' });
    });

    it('writes lines as they are published, however they come', async () => {
      const pretty = JSON.stringify(JSON.parse((await lines()).split('\n')[0] ?? ''));
      const spaced = pretty.replaceAll('":', '": ').replace('{', '{"zone": "x", ');
      const shell = new TestShell({ WEATHER_STORE_DIR: path('store') }, { input: spaced });
      expect(await shell.run('upload', '--at', AT)).toBe(0);
      expect(text('store/weather-products/2026/11/23/120000.jsonl')).toBe(
        pretty.replace('}', ',"zone":"x"}'),
      );
    });

    it('publishes quarantined lines outside the served prefix', async () => {
      writeFileSync(
        path('fetched'),
        `${JSON.stringify(brokenAnswerFor({ name: 'Oslo', lat: 59.91, lon: 10.75 }, new Date(AT)))}\n${await fetched()}`,
      );
      await new TestShell().run(
        'transform',
        '--input',
        path('fetched'),
        '--output',
        path('lines'),
        '--quarantine',
        path('bad'),
      );
      const shell = new TestShell({ WEATHER_STORE_DIR: path('store') });
      const files = ['--input', path('lines'), '--quarantine', path('bad')];
      expect(await shell.run('upload', '--at', AT, ...files, '--json')).toBe(0);
      expect(shell.outcome).toMatchObject({ status: 'published', quarantined: 1 });
      expect(text('store/_quarantine/2026/11/23/120000.jsonl')).toBe(text('bad').trim());
    });

    it.each([
      ['', 'no lines to publish'],
      ['{"id":"x"}', 'line 1 of standard input: '],
    ])('publishes nothing of %j', async (input, why) => {
      const shell = new TestShell({ WEATHER_STORE_DIR: path('store') }, { input });
      expect(await shell.run('upload', '--at', AT)).toBe(1);
      expect(shell.everything).toContain(why);
      expect(existsSync(path('store'))).toBe(false);
    });
  });
});
