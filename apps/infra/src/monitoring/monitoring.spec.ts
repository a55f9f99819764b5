import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ALERTS,
  alertmanagerJson,
  BOARDS,
  draw,
  EXAMPLE_RECEIVERS,
  fasterTime,
  INHIBITIONS,
  panelsOf,
  rulesJson,
} from '.';
import { alertsPage, generatedFiles } from './generated';
import { runbookPath } from './rules/rule';

const ROOT = join(__dirname, '..', '..', '..', '..');

function isAlert(name: string): boolean {
  return ALERTS.some(({ alert }) => alert === name);
}

describe('the alerts', () => {
  it('are those of the contract, with their severities', () => {
    const severities = Object.fromEntries(ALERTS.map(({ alert, severity }) => [alert, severity]));
    expect(severities).toMatchObject({
      ...{ DagsterJobFailed: 'critical', S3UploadFailures: 'critical' },
      ...{ VaultAuthenticationFailure: 'critical', DagsterDaemonDown: 'warning' },
      ...{ WeatherPipelineStale: 'warning', DagsterHighFailureRate: 'warning' },
      ...{ DagsterWebserverDown: 'warning', DagsterHighMemoryUsage: 'warning' },
      ...{ DagsterPodRestarting: 'warning', DemoJobFailed: 'warning' },
      ...{ DagsterJobSlow: 'info', DemoJobHighFailureRate: 'info' },
    });
  });

  it('each have a name of their own, a summary, a description and a runbook', () => {
    expect(new Set(ALERTS.map(({ alert }) => alert)).size).toBe(ALERTS.length);
    for (const { summary, description } of ALERTS) {
      expect([summary.endsWith('.'), description.endsWith('.')]).toEqual([true, true]);
    }
  });

  it.each(ALERTS.map((rule) => [rule.alert, rule] as const))(
    'lead to a runbook that is there: %s',
    (name, rule) => {
      const [file = ''] = runbookPath(rule).split('#');
      const path = join(ROOT, file);
      expect(existsSync(path)).toBe(true);
      expect(readFileSync(path, 'utf8')).toContain(`\n### ${name}\n`);
    },
  );

  it('can be evaluated faster, all of their times alike', () => {
    const text = JSON.stringify(rulesJson({ time: fasterTime(60) }));
    expect(text).not.toMatch(/\[\d+[smhd]\]|"for":"\d+[smhd]"|offset \d+[smhd]\b/);
    expect(text).toContain('[5000ms]');
  });
});

describe('the configuration of Alertmanager', () => {
  it('holds no credential, only the files they stand in', () => {
    const text = JSON.stringify(alertmanagerJson(EXAMPLE_RECEIVERS));
    expect(text).not.toMatch(/"(api_url|routing_key|service_key|auth_password)"/);
    expect(text).toContain('/etc/alertmanager/credentials/pagerduty-routing-key');
  });

  it('is refused when nobody would be told', () => {
    expect(() => alertmanagerJson({})).toThrow('nobody is told of alerts');
  });

  it('inhibits only by alerts that exist, and none by itself', () => {
    for (const { source, targets } of INHIBITIONS) {
      expect([...source, ...targets].filter((name) => !isAlert(name))).toEqual([]);
      expect(source.filter((name) => targets.includes(name))).toEqual([]);
    }
  });
});

describe('what is checked in', () => {
  const folder = join(__dirname, '..', '..', 'monitoring-generated');

  it.each(Object.entries(generatedFiles()))('is what the code makes: %s', (name, content) => {
    const file = JSON.parse(readFileSync(join(folder, name), 'utf8')) as unknown;
    // Run `npx nx run infra:monitoring-generate` when this fails.
    expect(file).toEqual(JSON.parse(JSON.stringify(content)));
  });
});

describe('the page of all alerts', () => {
  it('is what the code makes', () => {
    const words = (text: string): string => text.replaceAll(/[\s-]+/g, ' ');
    const page = readFileSync(join(ROOT, 'docs', 'operations', 'alerts.md'), 'utf8');
    expect(words(page)).toBe(words(alertsPage()));
  });
});

describe('the dashboards', () => {
  it('each have what is needed to read them: units, descriptions, a place of their own', () => {
    for (const board of BOARDS) {
      const { panels } = draw(board) as { panels: { id: number; gridPos: object }[] };
      expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
      expect(new Set(panels.map(({ gridPos }) => JSON.stringify(gridPos))).size).toBe(
        panels.length,
      );
      for (const { description, unit, queries } of panelsOf(board)) {
        expect([description.endsWith('.'), unit !== '', queries.length > 0]).toEqual([
          ...[true, true, true],
        ]);
      }
    }
  });

  it('use the variables that they have, and no other', () => {
    for (const board of BOARDS) {
      const text = JSON.stringify(panelsOf(board).flatMap(({ queries }) => queries));
      const used = new Set(text.match(/\$(?!__)\w+/g) ?? []);
      expect([...used].sort()).toEqual(board.variables.map(({ name }) => `$${name}`).sort());
    }
  });

  it('link to runbooks that are there', () => {
    for (const { runbook } of BOARDS.flatMap(panelsOf)) {
      if (runbook === undefined) continue;
      expect(existsSync(join(ROOT, 'docs', 'operations', `${runbook}.md`))).toBe(true);
    }
  });
});
