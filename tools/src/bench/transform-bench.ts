import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  encodeProduct,
  identityOf,
  openWeatherAnswerSchema,
  QualityLedger,
  transformAnswer,
  type FetchedAnswer,
} from '@weather/weather-domain';
import { run } from '../servers/run';
import type { Figure } from './bench-report';

const FIXTURES = join('libs', 'weather-domain', 'src', 'testing', 'fixtures', 'openweather');
const LINES = 20_000;
const ROUNDS = 7;

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

function fetchedOf(text: string): FetchedAnswer {
  const answer: unknown = JSON.parse(text);
  const { coord, dt } = openWeatherAnswerSchema.parse(answer);
  return {
    city: { name: 'City', lat: coord.lat, lon: coord.lon },
    collected_at: '2026-01-01T00:00:00.000Z',
    source: 'openweathermap_current',
    units: 'metric',
    identity: identityOf(text, { ...coord, dt }),
    answer,
  };
}

/** What the worker does between fetching and storing. */
function transformAndEncode(fetched: readonly FetchedAnswer[]): Buffer {
  const ledger = new QualityLedger();
  const lines = fetched.flatMap((answer) => {
    const transformed = transformAnswer(answer, ledger);
    return transformed.kind === 'product' ? [encodeProduct(transformed.product)] : [];
  });
  return Buffer.from(lines.join('\n'));
}

function fastest(work: () => unknown): number {
  const seconds = Array.from({ length: ROUNDS }, () => {
    const startedAt = performance.now();
    work();
    return (performance.now() - startedAt) / 1000;
  });
  return Math.min(...seconds);
}

async function reference(texts: readonly string[]): Promise<{ answers: number; texts: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'weather-bench-'));
  const file = join(folder, 'answers.jsonl');
  await writeFile(file, texts.join('\n'));
  const script = join('tools', 'src', 'bench', 'peers', 'transform.py');
  const output = await run('python3', [script, file, String(ROUNDS)]);
  await rm(folder, { recursive: true, force: true });
  return JSON.parse(output) as { answers: number; texts: number };
}

/** Transform and encode against the reference algorithm in Python, on the same answers. */
export async function benchTransform(): Promise<Figure[]> {
  const texts = await rawAnswers();
  const fetched = texts.map(fetchedOf);
  const ours = fastest(() => transformAndEncode(fetched));
  const theirs = await reference(texts);
  const perLine = (seconds: number) => (seconds / LINES) * 1e6;
  return [
    { name: 'transform and encode a line', value: perLine(ours), unit: 'µs' },
    { name: 'the same in Python, fewer fields', value: perLine(theirs.answers), unit: 'µs' },
    {
      name: 'Python / ours',
      value: theirs.answers / ours,
      unit: '',
      target: { comparison: '>=', value: 5 },
    },
  ];
}
