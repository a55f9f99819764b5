import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWeatherAnswerSchema } from '@weather/weather-domain';
import { build } from 'esbuild';
import { run } from '../servers/run';
import type { Figure } from './bench-report';

const FIXTURES = join('libs', 'weather-domain', 'src', 'testing', 'fixtures', 'openweather');
const BENCH = join('tools', 'src', 'bench');
const LINES = 20_000;
const ROUNDS = 7;

/** Seconds for all lines, from answers that are parsed already and from raw text. */
interface Measured {
  readonly answers: number;
  readonly texts: number;
}

/** Answers as a source sends them, compact, one a line; no two of them alike. */
async function rawAnswers(): Promise<string[]> {
  const files = (await readdir(FIXTURES)).filter((file) =>
    /-(metric|standard|imperial)-/.test(file),
  );
  const recorded = await Promise.all(files.map((file) => readFile(join(FIXTURES, file), 'utf8')));
  const answers = recorded.map((text) => openWeatherAnswerSchema.loose().parse(JSON.parse(text)));
  return Array.from({ length: LINES }, (_, index) => {
    const answer = answers[index % answers.length];
    return JSON.stringify({ ...answer, dt: (answer?.dt ?? 0) + index });
  });
}

/** Our program as it ships: bundled, without a compiler beside it. */
async function bundled(folder: string): Promise<string> {
  const outfile = join(folder, 'transform.mjs');
  const entryPoints = [join(BENCH, 'transform-program.ts')];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm' });
  return outfile;
}

async function measure(program: string, script: string, file: string): Promise<Measured> {
  return JSON.parse(await run(program, [script, file, String(ROUNDS)])) as Measured;
}

function figuresOf(ours: Measured, theirs: Measured): Figure[] {
  const perLine = (seconds: number) => (seconds / LINES) * 1e6;
  const target = { comparison: '>=', value: 5 } as const;
  return [
    { name: 'transform and encode a line', value: perLine(ours.answers), unit: 'µs' },
    { name: 'Python, the contract fields only', value: perLine(theirs.answers), unit: 'µs' },
    { name: 'Python / ours', value: theirs.answers / ours.answers, unit: '', target },
    { name: 'a line from raw text', value: perLine(ours.texts), unit: 'µs' },
    { name: 'Python from raw text', value: perLine(theirs.texts), unit: 'µs' },
  ];
}

/** Transform and encode against the reference algorithm in Python, on the same answers. */
export async function benchTransform(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'weather-bench-'));
  try {
    const file = join(folder, 'answers.jsonl');
    await writeFile(file, (await rawAnswers()).join('\n'));
    const ours = await measure(process.execPath, await bundled(folder), file);
    const theirs = await measure('python3', join(BENCH, 'peers', 'transform.py'), file);
    return figuresOf(ours, theirs);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
