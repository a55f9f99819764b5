import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../servers/run';

const ROOT = join(import.meta.dirname, '../../../..');
const INSTALL_MS = 900_000;

/** The one change that replaces cdktf by its successor: names of packages, no line of source. */
const SUCCESSOR = {
  private: true,
  type: 'module',
  dependencies: {
    cdktf: 'npm:cdktn@0.24.0',
    '@cdktf/provider-aws': 'npm:@cdktn/provider-aws@25.7.0',
    '@cdktf/provider-helm': '12.1.2',
    constructs: '10.6.0',
    yaml: '2.9.1',
    zod: '4.6.7',
  },
  overrides: { cdktf: '$cdktf' },
};

/** Packages of this workspace, which stay as they are. */
const OURS = ['libs/s3-store', 'libs/vault-secrets', 'libs/weather-domain'];
const GRAFANA = '@grafana/grafana-foundation-sdk';

const folder = mkdtempSync(join(tmpdir(), 'weather-successor-'));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function prepare(): Promise<void> {
  writeFileSync(join(folder, 'package.json'), JSON.stringify(SUCCESSOR));
  const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', ['install', ...quietly], { cwd: folder });
  cpSync(join(ROOT, 'apps/infra/src'), join(folder, 'src'), { recursive: true });
  for (const scope of ['@weather', '@grafana']) {
    mkdirSync(join(folder, 'node_modules', scope), { recursive: true });
  }
  for (const place of OURS) {
    const name = place.replace('libs', '@weather');
    symlinkSync(join(ROOT, place), join(folder, 'node_modules', name));
  }
  symlinkSync(join(ROOT, 'node_modules', GRAFANA), join(folder, 'node_modules', GRAFANA));
}

async function synthesize(cwd: string, main: string, outdir: string): Promise<void> {
  const tsx = createRequire(import.meta.url).resolve('tsx/esm');
  await run(process.execPath, ['--import', tsx, main, '--outdir', outdir], { cwd });
}

/** A file without what names versions. */
function comparable(text: string): unknown {
  return JSON.parse(text, (key, value: unknown) => {
    if (key === 'version' && typeof value === 'string') return 'any';
    return value === 'hashicorp/aws' ? 'aws' : value;
  });
}

function filesIn(place: string): readonly string[] {
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json') || path.endsWith('.yaml'))
    .toSorted();
}

describe('the successor of cdktf', () => {
  it(
    'synthesizes the same but for versions, without a change of source',
    async () => {
      await prepare();
      const [now, then] = [join(folder, 'now'), join(folder, 'then')];
      await synthesize(ROOT, 'apps/infra/src/main.ts', now);
      await synthesize(folder, 'src/main.ts', then);
      const files = filesIn(now);
      expect(filesIn(then)).toEqual(files);
      expect(files.length).toBeGreaterThan(100);
      for (const file of files) {
        const [a, b] = [now, then].map((place) => readFileSync(join(place, file), 'utf8'));
        if (!file.endsWith('.json')) expect(b).toBe(a);
        else expect(comparable(b ?? '')).toEqual(comparable(a ?? ''));
      }
    },
    INSTALL_MS,
  );
});
