import { TestShell } from './testing/test-shell';

const COMMANDS = [
  'fetch',
  'transform',
  'upload',
  'run',
  'schedule',
  'backfill',
  'demo-flaky',
  'checks',
];

describe('weather-worker', () => {
  it('explains its commands and exit codes', async () => {
    const shell = new TestShell();
    expect(await shell.run('--help')).toBe(0);
    for (const command of COMMANDS) expect(shell.stdout.text).toContain(`  ${command}`);
    expect(shell.stdout.text).toMatch(/2 +bad usage or configuration/);
    expect(shell.stdout.text).toMatch(/3 +partial success/);
    expect(shell.stdout.text).toMatch(/130 143 +abandoned/);
  });

  it.each(COMMANDS)('shows examples of %s, and its option --json', async (command) => {
    const shell = new TestShell();
    expect(await shell.run(command, '--help')).toBe(0);
    expect(shell.stdout.text).toMatch(/Examples:\n +.*weather-worker/);
    expect(shell.stdout.text).toContain('--json');
  });

  it('tells its version', async () => {
    const shell = new TestShell();
    expect(await shell.run('--version')).toBe(0);
    expect(shell.stdout.text).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    [['forecast'], "unknown command 'forecast'"],
    [['run', '--att', 'x'], "unknown option '--att'"],
    [['run', 'now'], 'too many arguments'],
    [['run', '--at'], 'argument missing'],
    [[], 'Usage: weather-worker'],
  ])('takes %j for bad usage', async (words, message) => {
    const shell = new TestShell();
    expect(await shell.run(...words)).toBe(2);
    expect(shell.stderr.text).toContain(message);
    expect(shell.stdout.text).toBe('');
  });

  it('tells all faults of the configuration at once, in words and as JSON', async () => {
    const shell = new TestShell({ WEATHER_CRON: 'hourly', WEATHER_RETRIES: '-1' });
    expect(await shell.run('run', '--json', '--at', 'noon', '--concurrency', 'x')).toBe(2);
    const outcome = shell.outcome as { error: { faults: string[] } };
    expect(outcome).toMatchObject({
      status: 'failed',
      exitCode: 2,
      error: { name: 'ConfigurationError' },
    });
    expect(outcome.error.faults).toHaveLength(5);
    for (const name of [
      'WEATHER_CRON',
      'WEATHER_RETRIES',
      '--at',
      '--concurrency',
      'WEATHER_SOURCE',
    ]) {
      expect(shell.stderr.text).toContain(`  - ${name}`);
    }
  });

  it('prints the quality checks', async () => {
    const shell = new TestShell();
    expect(await shell.run('checks')).toBe(0);
    const checks = JSON.parse(shell.stdout.text) as { name: string; severity: string }[];
    expect(checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['schema', 'completeness']),
    );
  });

  describe('demo-flaky', () => {
    it('fails when it draws less than its rate, and says so', async () => {
      const shell = new TestShell();
      expect(await shell.run('demo-flaky', '--failure-rate', '0.6', '--json')).toBe(1);
      expect(shell.outcome).toMatchObject({ status: 'failed', error: { name: 'DemoFailure' } });
      expect(shell.stderr.text).toContain('demo_flaky_job failed on purpose: it drew 0.500');
    });

    it('succeeds when it draws its rate or more', async () => {
      const shell = new TestShell({ DEMO_FAILURE_RATE: '0.5' });
      expect(await shell.run('demo-flaky')).toBe(0);
      expect(shell.stdout.text).toContain('demo_flaky_job succeeded');
    });

    it('draws the same for the same seed, and half of the seeds fail', async () => {
      const codes = async () => {
        const all: number[] = [];
        for (let seed = 0; seed < 60; seed += 1) {
          all.push(await new TestShell().run('demo-flaky', '--seed', String(seed)));
        }
        return all;
      };
      const first = await codes();
      expect(await codes()).toEqual(first);
      const failures = first.filter((code) => code === 1).length;
      expect(failures).toBeGreaterThan(20);
      expect(failures).toBeLessThan(40);
    });

    it('refuses a rate that is none', async () => {
      const shell = new TestShell();
      expect(await shell.run('demo-flaky', '--failure-rate', '2')).toBe(2);
      expect(shell.stderr.text).toContain('--failure-rate="2": expected a number from 0 to 1');
    });
  });
});
