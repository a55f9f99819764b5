import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleOf, prepare } from './prepare.mjs';
import { ROOT } from './workspace.mjs';

const APPS = ['products-api', 'weather-worker'];

/**
 * @typedef {object} Command
 * @property {string} help
 * @property {string[]} [apps] what it needs built
 * @property {string} [app] the built program that it is
 * @property {string} [tool] folder of tools/src whose main.ts it is
 * @property {string[]} [nx] the nx command that it is
 */

/**
 * What each `npm run` command needs built, and what it runs.
 *
 * @type {Record<string, Command>}
 */
const COMMANDS = {
  start: { help: 'the demo: collects weather and serves it', apps: APPS, tool: 'demo' },
  test: { help: 'every test that needs nothing but Node', nx: ['run-many', '-t', 'test'] },
  worker: { help: 'the weather worker; -- --help tells its commands', app: 'weather-worker' },
  api: { help: 'the products API', app: 'products-api' },
  e2e: {
    help: 'tests against real servers, which it installs',
    apps: [...APPS, 'dagster-exporter'],
    tool: 'e2e',
  },
  bench: { help: 'measures API and worker against their peers', apps: APPS, tool: 'bench' },
};

/**
 * @param {string} name
 * @returns {never}
 */
function refuse(name) {
  const lines = Object.entries(COMMANDS).map(([key, { help }]) => `  ${key.padEnd(8)} ${help}`);
  process.stderr.write(`There is no command "${name}". Commands:\n${lines.join('\n')}\n`);
  process.exit(2);
}

/**
 * Runs a built program inside this process, so that signals and standard streams are its own.
 *
 * @param {string} app
 * @param {readonly string[]} parameters
 */
async function runInside(app, parameters) {
  await prepare([app]);
  const bundle = bundleOf(app);
  process.argv.splice(1, process.argv.length, bundle, ...parameters);
  await import(pathToFileURL(bundle).href);
}

/**
 * Runs a Node program beside this process, passes signals on, and ends as it ends.
 *
 * @param {readonly string[]} parameters
 */
function runBeside(parameters) {
  const environment = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' };
  const child = spawn(process.execPath, parameters, {
    cwd: ROOT,
    stdio: 'inherit',
    env: environment,
  });
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('exit', (code) => process.exit(code ?? 1));
}

/**
 * @param {string} name one of {@link COMMANDS}
 * @param {readonly string[]} parameters what stands behind it
 */
export async function runCommand(name, parameters) {
  const command = COMMANDS[name] ?? refuse(name);
  if (command.app) return runInside(command.app, parameters);
  await prepare(command.apps ?? []);
  const nx = join('node_modules', 'nx', 'dist', 'bin', 'nx.js');
  if (command.nx) return runBeside([nx, ...command.nx, ...parameters]);
  const tool = join('tools', 'src', command.tool ?? name, 'main.ts');
  return runBeside(['--import', 'tsx', tool, ...parameters]);
}
