import { spawnSync } from 'node:child_process';
import { mkdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { isInstalled, isStale, ROOT } from './workspace.mjs';

const LOCK = join(ROOT, 'dist', '.preparing');

/** Scripts of packages stay off: nothing here needs them. */
const INSTALL = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];

/**
 * @param {string} app name of an app
 * @returns {string} path of its built program
 */
export function bundleOf(app) {
  return join(ROOT, 'dist', 'apps', app, 'main.mjs');
}

/**
 * Runs a program to its end with its output on standard error, and ends this one when it fails.
 *
 * @param {string} program
 * @param {readonly string[]} parameters
 */
function runOrExit(program, parameters) {
  const environment = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' };
  /** @type {import('node:child_process').StdioOptions} */
  const stdio = ['ignore', process.stderr.fd, process.stderr.fd];
  const { status, error } = spawnSync(program, parameters, { cwd: ROOT, stdio, env: environment });
  if (error) process.stderr.write(`could not run ${program}: ${error.message}\n`);
  if (status !== 0) process.exit(status ?? 1);
}

/** @returns {[string, string[]]} how npm is run: by the one that runs us, else by name */
function npm() {
  const own = process.env['npm_execpath'];
  return own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []];
}

function install() {
  process.stderr.write('Installing packages (once, takes a minute) …\n');
  const [program, first] = npm();
  runOrExit(program, [...first, ...INSTALL]);
}

/** @param {readonly string[]} apps */
function build(apps) {
  process.stderr.write(`Building ${apps.join(', ')} …\n`);
  const nx = join(ROOT, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
  runOrExit(process.execPath, [nx, 'run-many', '-t', 'build', '-p', apps.join(',')]);
  const now = new Date();
  for (const app of apps) utimesSync(bundleOf(app), now, now);
}

/**
 * Installs the packages when the manifests changed since, and builds the `apps` that are older than
 * their sources. Processes that start at once wait for each other.
 *
 * @param {readonly string[]} apps
 */
export async function prepare(apps) {
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  if (isInstalled() && !apps.some((app) => isStale(bundleOf(app)))) return;
  await withLock(LOCK, () => {
    if (!isInstalled()) install();
    const stale = apps.filter((app) => isStale(bundleOf(app)));
    if (stale.length > 0) build(stale);
  });
}
