import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { benchApi } from './api-bench';
import { isMet, tableOf, type Figure } from './bench-report';
import { benchTransform } from './transform-bench';
import { benchWorker } from './worker-bench';

type Say = (line: string) => void;

const BENCHES: Readonly<Record<string, (say: Say) => Promise<Figure[]>>> = {
  api: benchApi,
  worker: benchWorker,
  transform: benchTransform,
};

const REPORT = join('dist', 'bench', 'report.json');

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function writeReport(figures: readonly Figure[]): Promise<void> {
  const machine = {
    processors: availableParallelism(),
    model: cpus()[0]?.model,
    node: process.version,
  };
  await mkdir(join('dist', 'bench'), { recursive: true });
  await writeFile(
    REPORT,
    JSON.stringify({ at: new Date().toISOString(), machine, figures }, null, 2),
  );
}

async function bench(names: readonly string[]): Promise<void> {
  const figures: Figure[] = [];
  for (const name of names) {
    say(`bench: ${name}`);
    figures.push(...((await BENCHES[name]?.(say)) ?? []));
  }
  await writeReport(figures);
  process.stdout.write(`\n${tableOf(figures)}\n\nwritten to ${REPORT}\n`);
  if (!figures.every(isMet)) process.exitCode = 1;
}

const names = Object.keys(BENCHES);
await new Command('bench')
  .description('Measures API and worker against their peers, as ratios within one run.')
  .argument('[benches...]', `which of: ${names.join(', ')}; all without`)
  .action(async (wanted: string[]) => {
    const unknown = wanted.filter((name) => !names.includes(name));
    if (unknown.length === 0) return bench(wanted.length > 0 ? wanted : names);
    say(`there is no bench called ${unknown.join(', ')}; there are ${names.join(', ')}`);
    process.exitCode = 2;
  })
  .parseAsync();
