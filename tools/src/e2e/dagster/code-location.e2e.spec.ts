import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CODE_LOCATION } from '../../servers/dagster';
import { pythonEnvironment } from '../../servers/python-environment';
import { run } from '../../servers/run';
import { BUILT_WORKER } from '../platform/platform-under-test';

/** Loads the code location as its server does. */
const LOAD =
  'from dagster import Definitions; from weather_dagster.definitions import defs; Definitions.validate_loadable(defs)';

jest.setTimeout(600_000);

describe('the code location', () => {
  let programs: string;

  beforeAll(async () => {
    const say = (line: string) => process.stderr.write(`${line}\n`);
    programs = await pythonEnvironment(join(CODE_LOCATION, 'requirements-dev.txt'), say);
  });

  const check = (program: string, ...parameters: readonly string[]) =>
    run(join(programs, program), parameters, {
      cwd: CODE_LOCATION,
      env: { ...process.env, WEATHER_WORKER_COMMAND: BUILT_WORKER.join(' ') },
    });

  it('passes its own tests, and those of Pipes on every channel', async () => {
    const told = await check('pytest', '--show-capture=no', '-W', 'ignore');
    expect(told).toMatch(/\d+ passed/);
    expect(told).not.toMatch(/skipped|failed/);
  });

  it('is whole beside the bundle, as the image holds it', async () => {
    const folder = join(BUILT_WORKER[1] ?? '', '..', 'dagster');
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
    await run(join(programs, 'python'), ['-c', LOAD], { cwd: folder, env });
    const checks = join(folder, 'weather_dagster', 'quality_checks.json');
    const [program, ...before] = BUILT_WORKER;
    expect(readFileSync(checks, 'utf8')).toBe(await run(program, [...before, 'checks']));
  });

  it('is clean to ruff, and typed', async () => {
    expect(await check('ruff', 'check', '--no-cache')).toContain('All checks passed');
    expect(await check('ruff', 'format', '--no-cache', '--check')).toContain('already formatted');
    const types = await check('mypy', '--cache-dir', '/dev/null');
    expect(types).toContain('no issues found');
  });
});
