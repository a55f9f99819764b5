import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ALERTS,
  fasterTime,
  RULE_GROUPS,
  ruleGroupJson,
  rulesJson,
} from '@weather/infra/monitoring';
import { ALERT_CASES } from '../../monitoring/alert-cases/all-cases';
import { promtoolTests } from '../../monitoring/promtool-tests';
import { prometheusProgram } from '../../servers/prometheus-programs';
import { run } from '../../servers/run';

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** A rule without what promtool compares word for word; what is told is checked where it arrives. */
function withoutAnnotations(group: object): object {
  return JSON.parse(
    JSON.stringify(group, (key, value: unknown) => (key === 'annotations' ? undefined : value)),
  ) as object;
}

describe('the alert rules', () => {
  const folder = mkdtempSync(join(tmpdir(), 'weather-rules-'));
  let promtool: string;

  beforeAll(async () => {
    promtool = await prometheusProgram('promtool', say);
  }, 120_000);

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('are rules to Prometheus, at any scale of time', async () => {
    const files = [rulesJson(), rulesJson({ time: fasterTime(60) })].map((rules, index) => {
      const file = join(folder, `rules-${index}.json`);
      writeFileSync(file, JSON.stringify(rules));
      return file;
    });
    const told = await run(promtool, ['check', 'rules', ...files]);
    expect(told.match(/SUCCESS/g)).toHaveLength(2);
  });

  it('each have a case', () => {
    const names = ALERTS.map(({ alert }) => alert).sort();
    expect(ALERT_CASES.map(({ alert }) => alert).sort()).toEqual(names);
  });

  // By group: promtool evaluates all rules of a file for each test.
  it.each(RULE_GROUPS.map((group) => [group.name, group] as const))(
    'fire and are silent as they should: %s',
    async (name, group) => {
      const rules = join(folder, `${name}.json`);
      writeFileSync(rules, JSON.stringify({ groups: [withoutAnnotations(ruleGroupJson(group))] }));
      const severities = new Map(ALERTS.map(({ alert, severity }) => [alert, severity]));
      const text = JSON.stringify(ruleGroupJson(group));
      const cases = ALERT_CASES.filter(({ alert }) => text.includes(`"alert":"${alert}"`)).map(
        (one) => ({ ...one, severity: severities.get(one.alert) ?? 'none' }),
      );
      const tests = join(folder, `${name}.test.json`);
      writeFileSync(tests, JSON.stringify(promtoolTests(rules, cases)));

      expect(cases.length).toBeGreaterThan(0);
      expect(await run(promtool, ['test', 'rules', tests])).toContain('SUCCESS');
    },
    300_000,
  );
});
