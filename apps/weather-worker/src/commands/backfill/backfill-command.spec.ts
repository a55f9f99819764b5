import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../../testing/temporary-directory';
import { TestShell } from '../../testing/test-shell';
import { until } from '../../testing/until';
import { countOf } from './backfill-plan';

const FROM = '2026-11-22T22:00:00Z';
const TO = '2026-11-23T02:00:00Z';

describe('backfill', () => {
  const directory = temporaryDirectory();

  function shellFor(store: string, source = 'replay'): TestShell {
    return new TestShell({ WEATHER_STORE_DIR: join(directory, store), WEATHER_SOURCE: source });
  }

  const keysIn = (store: string) =>
    readdirSync(join(directory, store), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.jsonl'))
      .sort();

  it('publishes every scheduled time of the range, its end not included', async () => {
    const shell = shellFor('hours');
    expect(await shell.run('backfill', '--from', FROM, '--to', TO, '--json')).toBe(0);
    expect(shell.outcome).toMatchObject({
      status: 'done',
      runs: 4,
      published: 4,
      unchanged: 0,
      rows: 8,
    });
    expect(keysIn('hours')).toEqual([
      'weather-products/2026/11/22/220000.jsonl',
      'weather-products/2026/11/22/230000.jsonl',
      'weather-products/2026/11/23/000000.jsonl',
      'weather-products/2026/11/23/010000.jsonl',
    ]);
  });

  it('changes nothing when it is repeated', async () => {
    const range = ['backfill', '--from', FROM, '--to', TO] as const;
    await shellFor('again').run(...range);
    const shell = shellFor('again');
    expect(await shell.run(...range)).toBe(0);
    expect(shell.stdout.text).toBe('4 runs: 0 published, 4 unchanged, 0 partial, 0 failed\n');
  });

  it('takes a distance instead of the cron expression', async () => {
    const shell = shellFor('minutes');
    await shell.run('backfill', '--from', FROM, '--to', TO, '--every', '40m', '--json');
    expect(shell.outcome).toMatchObject({ runs: 6, published: 6 });
  });

  it('is for replay only', async () => {
    const shell = shellFor('live', 'openweather');
    expect(await shell.run('backfill', '--from', FROM, '--to', TO)).toBe(2);
    expect(shell.stderr.text).toContain('only replay can answer for the past');
  });

  it.each([
    [[], ['--from: ', '--to: ']],
    [['--from', TO, '--to', FROM], ['the end is not after the beginning']],
    [['--from', '2026-11-23T00:10:00Z', '--to', '2026-11-23T00:50:00Z'], ['no run was due']],
    [['--from', '1990-01-01T00:00:00Z', '--to', TO, '--every', '1s'], ['more than 100000 runs']],
    [['--from', FROM, '--to', TO, '--every', 'hourly'], ['--every="hourly": expected a duration']],
  ])('refuses the range %j', async (range, faults) => {
    const shell = shellFor('none');
    expect(await shell.run('backfill', ...range)).toBe(2);
    for (const fault of faults) expect(shell.stderr.text).toContain(fault);
  });

  it('ends with 1 and lists the times when all runs fail', async () => {
    const shell = new TestShell({ WEATHER_STORE_DIR: '/dev/null/store', WEATHER_SOURCE: 'replay' });
    expect(await shell.run('backfill', '--from', FROM, '--to', TO, '--json')).toBe(1);
    expect(shell.outcome).toMatchObject({ status: 'failed', published: 0 });
    expect((shell.outcome as { failed: unknown[] }).failed).toHaveLength(4);
  });

  it('is abandoned by a signal', async () => {
    const shell = shellFor('signal');
    const code = shell.run('backfill', '--from', '2026-06-01T00:00:00Z', '--to', TO);
    await until(() => existsSync(join(directory, 'signal', 'weather-products')));
    shell.signals.emit('SIGINT');
    expect(await code).toBe(130);
    expect(keysIn('signal').length).toBeLessThan(4000);
  });
});

describe('countOf', () => {
  it('counts occurrences across a change of year and a leap day', () => {
    const range = { from: new Date('2023-12-31T00:00:00Z'), to: new Date('2024-03-01T00:00:00Z') };
    expect(countOf({ ...range, everyMs: undefined, cron: '0 0 * * *' })).toBe(61);
  });
});
