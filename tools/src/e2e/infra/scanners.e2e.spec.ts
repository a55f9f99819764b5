import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inventoryOf, readEnvironment, sampleValue } from '@weather/infra/inventory';
import { parseAllDocuments } from 'yaml';
import { goProgram } from '../../servers/go-program';
import { pythonEnvironment } from '../../servers/python-environment';
import { exitOf } from '../../servers/exit-of';
import { run } from '../../servers/run';
import {
  CHECKOV_WAIVERS,
  KUBE_SCORE_WAIVERS,
  unwaived,
  type ScannerFinding,
} from './scanner-waivers';

const KUBE_SCORE = {
  name: 'kube-score',
  path: 'github.com/zegl/kube-score/cmd/kube-score',
  version: 'v1.20.0',
};
const HELM = { name: 'helm', path: 'helm.sh/helm/v3/cmd/helm', version: 'v3.22.0' };
const REQUIREMENTS = join(import.meta.dirname, '../../servers/checkov-requirements.txt');

const SCAN_MS = 900_000;

const { objects, texts, charts } = inventoryOf(readEnvironment('prod'));
const folder = mkdtempSync(join(tmpdir(), 'weather-scan-'));

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function write(path: string, text: string): string {
  const place = join(folder, path);
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, text);
  return place;
}

for (const [path, text] of Object.entries(texts)) write(join('written', path), text);
const documents = objects.map((object) => `---\n${JSON.stringify(object)}`);
const rendered = write('objects/objects.yaml', documents.join('\n'));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface CheckovReport {
  readonly summary: { readonly passed: number };
  readonly results: {
    readonly failed_checks: readonly { readonly check_id: string; readonly resource: string }[];
  };
}

/** What checkov says of a folder. */
async function checkov(framework: string, place: string): Promise<CheckovReport> {
  const programs = await pythonEnvironment(REQUIREMENTS, say);
  const parameters = ['--directory', place, '--framework', framework, '--output', 'json'];
  const { output } = await exitOf(join(programs, 'checkov'), [...parameters, '--skip-download']);
  return JSON.parse(output) as CheckovReport;
}

function findingsOf({ results }: CheckovReport): readonly ScannerFinding[] {
  return results.failed_checks.map(({ check_id: rule, resource: place }) => ({ rule, place }));
}

/** What kube-score says of all objects. */
async function kubeScore(): Promise<readonly ScannerFinding[]> {
  const program = await goProgram(KUBE_SCORE, say);
  const parameters = ['score', '--output-format', 'ci', '--kubernetes-version', 'v1.35', rendered];
  const { output } = await exitOf(program, parameters);
  const lines = output.split('\n').filter((line) => /^\[(CRITICAL|WARNING)\]/.test(line));
  return lines.map((line) => {
    const [, place = '', rule = ''] = /^\[\w+\] (\S+) [^:]+: (.*)$/.exec(line) ?? [];
    return { rule, place };
  });
}

describe('public scanners', () => {
  it(
    'find nothing in stacks and objects that has no waiver: checkov',
    async () => {
      const stacks = await checkov('terraform_json', join(folder, 'written', 'stacks'));
      const kubernetes = await checkov('kubernetes', join(folder, 'objects'));
      expect(stacks.summary.passed).toBeGreaterThan(200);
      expect(kubernetes.summary.passed).toBeGreaterThan(200);
      const findings = [...findingsOf(stacks), ...findingsOf(kubernetes)];
      expect(unwaived(findings, CHECKOV_WAIVERS)).toEqual({ found: [], unused: [] });
    },
    SCAN_MS,
  );

  it(
    'find nothing in objects that has no waiver: kube-score',
    async () => {
      expect(unwaived(await kubeScore(), KUBE_SCORE_WAIVERS)).toEqual({ found: [], unused: [] });
    },
    SCAN_MS,
  );
});

describe('Helm', () => {
  it.each(charts.map(({ name, values }) => [name, values] as const))(
    'renders %s to exactly the objects that were checked',
    async (name, values) => {
      const helm = await goProgram(HELM, say);
      const given = Object.fromEntries(values.map((value) => [value, sampleValue(value)]));
      const file = write(`values/${name}.json`, JSON.stringify(given));
      const chart = join(folder, 'written', name);
      const text = await run(helm, ['template', name, chart, '--values', file]);
      const found = parseAllDocuments(text).map((document) => document.toJS() as object);
      const wanted = charts.find((one) => one.name === name)?.objects ?? [];
      expect(found).toHaveLength(wanted.length);
      expect(found).toEqual(expect.arrayContaining([...wanted]));
    },
    SCAN_MS,
  );
});
