import { runProgram } from './program';
import { codeOf } from './streams/file-error';
import { systemClock } from './timing/clock';

// A reader that has gone is told of by the write that failed; without a listener it ends the process.
process.stdout.on('error', (error) => {
  if (codeOf(error) !== 'EPIPE') throw error;
});

process.exitCode = await runProgram(process.argv.slice(2), {
  environment: process.env,
  // Opened by those who read it only: an open pipe would keep the others from ending.
  get stdin() {
    return process.stdin;
  },
  stdout: process.stdout,
  stderr: process.stderr,
  signals: process,
  clock: systemClock,
  random: Math.random,
});
