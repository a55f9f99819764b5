/**
 * The door of every `npm run` command: makes a fresh clone ready (checks Node, installs, builds what
 * is wanted), then runs the command. Plain JavaScript, because it runs before anything is installed.
 */
import { isOldNode, WANTED_NODE } from './bootstrap/node-version.mjs';

if (isOldNode(process.versions.node)) {
  const { node } = process.versions;
  process.stderr.write(`Node ${node} is too old: install Node ${WANTED_NODE} or newer.\n`);
  process.exit(2);
}

const { runCommand } = await import('./bootstrap/commands.mjs');
await runCommand(process.argv[2] ?? '', process.argv.slice(3));
