import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { fault, json, startStandIn, weatherAt, type StandIn } from '../../testing/stand-in';
import { temporaryDirectory } from '../../testing/temporary-directory';
import { TestShell } from '../../testing/test-shell';

const AT = '2026-11-23T12:00:00Z';
const KEY = 'a-key-nobody-may-see';
const PRODUCT = 'weather-products/2026/11/23/120000.jsonl';
const CITIES = JSON.stringify([
  { name: 'Oslo', lat: 59.91, lon: 10.75 },
  { name: 'Rome', lat: 41.9, lon: 12.5 },
  { name: 'Bern', lat: 46.95, lon: 7.45 },
]);

/** Standard output whose reader has gone. */
function brokenPipe(): Writable {
  const pipe = new Writable({
    write: (_chunk, _encoding, callback) => {
      callback(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    },
  });
  return pipe.on('error', () => undefined);
}

describe('run', () => {
  const root = temporaryDirectory();
  const key = join(root, 'key');
  writeFileSync(key, KEY);
  let standIn: StandIn | undefined;
  let store: string;
  let count = 0;

  beforeEach(() => {
    count += 1;
    store = join(root, `store-${count}`);
  });

  afterEach(() => standIn?.close());

  async function shellAt(answerTo: Parameters<typeof startStandIn>[0]) {
    standIn = await startStandIn(answerTo);
    const environment = {
      OPENWEATHER_URL: standIn.url,
      OPENWEATHER_API_KEY_FILE: key,
      WEATHER_CITIES: CITIES,
      WEATHER_STORE_DIR: store,
      WEATHER_RETRIES: '0',
      WEATHER_TIMEOUT_MS: '700',
    };
    return new TestShell(environment);
  }

  const products = () => readFileSync(join(store, PRODUCT), 'utf8').split('\n');

  it('publishes the third city when one is not found and one does not answer', async () => {
    const shell = await shellAt((call) => {
      const lat = call.query.get('lat');
      if (lat === '59.91') return fault(404);
      return lat === '41.9' ? { stalls: 'before-headers' } : weatherAt(call);
    });
    expect(await shell.run('run', '--at', AT, '--json')).toBe(3);
    expect(shell.outcome).toMatchObject({
      status: 'partial',
      key: PRODUCT,
      rows: 1,
      cities: {
        configured: 3,
        published: 1,
        failed: [
          { city: 'Oslo', reason: 'not_found' },
          { city: 'Rome', reason: 'timeout' },
        ],
      },
    });
    expect(
      products().map((line) => (JSON.parse(line) as { location_name: string }).location_name),
    ).toEqual(['Bern']);
  });

  it('ends with 1 when no city answers, and writes nothing', async () => {
    const shell = await shellAt(() => json({ cod: '404', message: 'city not found' }));
    expect(await shell.run('run', '--at', AT)).toBe(1);
    expect(shell.stdout.text).toContain('failed: 0 of 3 cities');
    expect(existsSync(store)).toBe(false);
  });

  it('stops at the first refusal of the key, names the file, and shows the key nowhere', async () => {
    const shell = await shellAt(({ index }) =>
      index === 0 ? fault(401) : { stalls: 'before-headers' },
    );
    const started = Date.now();
    expect(await shell.run('run', '--at', AT, '--timeout-ms', '60000', '--json')).toBe(2);
    expect(Date.now() - started).toBeLessThan(4000);
    expect(shell.outcome).toMatchObject({ status: 'failed', error: { name: 'UnauthorizedError' } });
    expect(shell.everything).toContain(`check the key in ${key}`);
    expect(shell.everything).not.toContain(KEY);
  });

  it('takes the time to the second when it is not told one', async () => {
    const shell = await shellAt(weatherAt);
    const before = Math.floor(Date.now() / 1000) * 1000;
    expect(await shell.run('run', '--json')).toBe(0);
    const { at } = shell.outcome as { at: string };
    expect(at).toMatch(/:\d\d\.000Z$/);
    expect(Date.parse(at)).toBeGreaterThanOrEqual(before);
  });

  it('leaves one object, and both succeed, when two run the same hour at once', async () => {
    const first = await shellAt(weatherAt);
    const second = new TestShell(first.environment);
    expect(
      await Promise.all([first.run('run', '--at', AT), second.run('run', '--at', AT)]),
    ).toEqual([0, 0]);
    expect(readdirSync(join(store, 'weather-products/2026/11/23'))).toEqual(['120000.jsonl']);
    expect(products()).toHaveLength(3);
  });

  it('is abandoned by a signal, with its exit code, and leaves nothing behind', async () => {
    const shell = await shellAt(() => ({ stalls: 'before-headers' }));
    const code = shell.run('run', '--at', AT, '--timeout-ms', '5000', '--json');
    setTimeout(() => shell.signals.emit('SIGTERM'), 50);
    expect(await code).toBe(143);
    expect(shell.outcome).toMatchObject({ status: 'abandoned', exitCode: 143 });
    expect(existsSync(store)).toBe(false);
  });

  it('tells machines in lines of JSON and people in words', async () => {
    const machine = await shellAt(weatherAt);
    await machine.run('run', '--at', AT);
    const messages = machine.stderr.lines.map((line) => (line as { msg: string }).msg);
    expect(messages).toEqual(['Run:Start:Done', 'Run:Finish:Done']);
    const [first, last] = machine.stderr.lines as { run_id: string }[];
    expect(first?.run_id).toMatch(/^[0-9a-f-]{36}$/);
    expect(last?.run_id).toBe(first?.run_id);
    expect(machine.stdout.text).toBe(
      `published: 3 of 3 cities for 2026-11-23T12:00:00.000Z in ${PRODUCT}\n`,
    );
  });

  it('draws a bar where people look', async () => {
    const { environment } = await shellAt(weatherAt);
    const shell = new TestShell({ ...environment, LOG_LEVEL: 'silent' }, { isTTY: true });
    await shell.run('run', '--at', AT);
    expect(shell.stderr.text).toMatch(/\[#+-*\] \d+% \d\/3 cities/);
  });

  it('ends quietly when nobody reads its outcome', async () => {
    const shell = await shellAt(weatherAt);
    for (const command of ['run', 'fetch']) {
      Object.assign(shell, { stdout: brokenPipe() });
      expect(await shell.run(command, '--at', AT)).toBe(0);
      expect(shell.stderr.text).not.toContain('EPIPE');
    }
  });
});
