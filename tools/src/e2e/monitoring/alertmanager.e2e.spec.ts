import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alertmanagerJson, ALERTS, EXAMPLE_RECEIVERS, RECEIVERS } from '@weather/infra/monitoring';
import { prometheusProgram } from '../../servers/prometheus-programs';
import { run } from '../../servers/run';

/** Where alerts go, by severity. */
const BY_SEVERITY = {
  critical: RECEIVERS.onCall,
  warning: RECEIVERS.team,
  info: RECEIVERS.channel,
  none: RECEIVERS.nobody,
} as const;

describe('the configuration of Alertmanager', () => {
  const folder = mkdtempSync(join(tmpdir(), 'weather-routes-'));
  const file = join(folder, 'alertmanager.json');
  let amtool: string;

  beforeAll(async () => {
    amtool = await prometheusProgram('amtool', (line) => process.stderr.write(`${line}\n`));
    // Debian's Alertmanager is older than the option to read the URL of a webhook from a file.
    const deadMansSwitch = { url: 'http://127.0.0.1:1/alive' };
    const configuration = alertmanagerJson({ ...EXAMPLE_RECEIVERS, deadMansSwitch });
    writeFileSync(file, JSON.stringify(configuration));
  }, 120_000);

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('is one to Alertmanager', async () => {
    expect(await run(amtool, ['check-config', file])).toContain('SUCCESS');
  });

  function receiverOf(labels: readonly string[]): Promise<string> {
    return run(amtool, ['config', 'routes', 'test', `--config.file=${file}`, ...labels]);
  }

  it.each(ALERTS.map(({ alert, severity }) => [alert, severity] as const))(
    'sends each alert to whom its severity asks for: %s (%s)',
    async (alert, severity) => {
      const expected = alert === 'Watchdog' ? RECEIVERS.deadMansSwitch : BY_SEVERITY[severity];
      const receiver = await receiverOf([`alertname=${alert}`, `severity=${severity}`]);
      expect(receiver.trim()).toBe(expected);
    },
  );

  it('loses no alert that has no severity', async () => {
    expect((await receiverOf(['alertname=Unheard'])).trim()).toBe(RECEIVERS.team);
  });
});
