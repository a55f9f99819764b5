import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { startS3Server } from '../servers/s3-server';
import { SUITES, type Suite } from './suites';

const BUCKET = 'e2e-products';

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Runs the tests of a suite to their end, and answers whether they passed. */
function passes(suite: Suite, environment: NodeJS.ProcessEnv): Promise<boolean> {
  const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
  const pattern = suite.pattern === undefined ? [] : [suite.pattern];
  const parameters = [jest, '--config', join(suite.project, 'jest.config.mjs'), '--runInBand'];
  const env = { ...environment, WEATHER_E2E: '1' };
  const child = spawn(process.execPath, [...parameters, ...pattern], { stdio: 'inherit', env });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      resolve(code === 0);
    });
  });
}

async function runEach(
  suites: readonly Suite[],
  environment: NodeJS.ProcessEnv,
): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const suite of suites) {
    say(`\ne2e: ${suite.name}: ${suite.shows}`);
    const startedAt = performance.now();
    const hasPassed = await passes(suite, suite.usesStore ? environment : process.env);
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    say(`e2e: ${suite.name} ${hasPassed ? 'passed' : 'FAILED'} after ${seconds} s`);
    if (!hasPassed) failed.push(suite.name);
  }
  return failed;
}

/** Starts an S3 server for the time that `work` takes; it gets the variables that lead to it. */
async function withStore<T>(work: (environment: NodeJS.ProcessEnv) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'weather-e2e-'));
  const server = await startS3Server(folder, BUCKET, say);
  try {
    return await work({ ...process.env, ...server.environment, WEATHER_RESULTS_BUCKET: BUCKET });
  } finally {
    await server.process.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function runSuites(suites: readonly Suite[]): Promise<void> {
  const isStoreUsed = suites.some(({ usesStore }) => usesStore);
  const failed = await (isStoreUsed
    ? withStore((environment) => runEach(suites, environment))
    : runEach(suites, process.env));
  say(
    `\n${suites.length - failed.length} suites passed, ${failed.length} failed ${failed.join(' ')}`,
  );
  if (failed.length > 0) process.exitCode = 1;
}

/** The suites that were named; without names, those that run each time, and a word on the others. */
function chosen(wanted: readonly string[], isAll: boolean): readonly Suite[] {
  if (isAll) return SUITES;
  if (wanted.length > 0) return SUITES.filter(({ name }) => wanted.includes(name));
  return SUITES.filter(({ name, whyNot }) => {
    const reason = whyNot?.();
    if (reason !== undefined) say(`e2e: skipped ${name}: ${reason} (npm run e2e -- ${name})`);
    return reason === undefined;
  });
}

const names = SUITES.map(({ name }) => name);
await new Command('e2e')
  .description('Tests against real servers, which are installed where they are missing.')
  .argument('[suites...]', `which of: ${names.join(', ')}; without, those that do not take long`)
  .option('--all', 'also those that take long')
  .action(async (wanted: string[], { all = false }: { all?: boolean }) => {
    const unknown = wanted.filter((name) => !names.includes(name));
    if (unknown.length === 0) return runSuites(chosen(wanted, all));
    say(`there is no suite called ${unknown.join(', ')}; there are ${names.join(', ')}`);
    process.exitCode = 2;
  })
  .parseAsync();
