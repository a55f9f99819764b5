import { readFileSync } from 'node:fs';
import {
  encodeProduct,
  identityOf,
  openWeatherAnswerSchema,
  QualityLedger,
  transformAnswer,
  type FetchedAnswer,
} from '@weather/weather-domain';

/*
 * What the worker does between fetching and storing, as a program of its own that takes and prints what
 * peers/transform.py does: <file with one raw answer a line> <rounds>.
 */

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

function transformAndEncode(fetched: readonly FetchedAnswer[]): Buffer {
  const ledger = new QualityLedger();
  const lines = fetched.flatMap((answer) => {
    const transformed = transformAnswer(answer, ledger);
    return transformed.kind === 'product' ? [encodeProduct(transformed.product)] : [];
  });
  return Buffer.from(lines.join('\n'));
}

function fastest(rounds: number, work: () => unknown): number {
  const seconds = Array.from({ length: rounds }, () => {
    const startedAt = performance.now();
    work();
    return (performance.now() - startedAt) / 1000;
  });
  return Math.min(...seconds);
}

const [file = '', rounds = ''] = process.argv.slice(2);
const texts = readFileSync(file, 'utf8').split('\n');
const fetched = texts.map(fetchedOf);
const answers = fastest(Number(rounds), () => transformAndEncode(fetched));
const fromTexts = fastest(Number(rounds), () => transformAndEncode(texts.map(fetchedOf)));
process.stdout.write(JSON.stringify({ answers, texts: fromTexts }));
