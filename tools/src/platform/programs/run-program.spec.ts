import { setTimeout as sleep } from 'node:timers/promises';
import { InterruptedError, PlatformError } from '../platform-error';
import { BackgroundProgram } from './background-program';
import { Interruption } from './interruption';
import { programRunner, succeed } from './run-program';

const run = programRunner(new Interruption());
const shell = (script: string) => ({ program: 'sh', parameters: ['-c', script] });

describe('a program', () => {
  it('is told from its end, whatever the code', async () => {
    const end = await run(shell('echo out; echo err >&2; exit 3'));
    expect(end).toEqual({ code: 3, output: 'out\n', errors: 'err\n' });
  });

  it('has to succeed where that is asked', async () => {
    await expect(succeed(run, shell('echo no >&2; exit 3'))).rejects.toThrow('ended with 3: no');
  });

  it('is named when it cannot be run', async () => {
    const missing = run({ program: 'no-such-program', parameters: [] });
    await expect(missing).rejects.toThrow(PlatformError);
    await expect(missing).rejects.toThrow('no-such-program cannot be run');
  });

  it('reads what it is given, and tells its lines as they come', async () => {
    const lines: string[] = [];
    const onLine = (line: string) => lines.push(line);
    await run({ ...shell('cat; echo last'), input: 'a\nb\n', onLine });
    expect(lines).toEqual(['a', 'b', 'last']);
  });

  it('may end without reading what it is given', async () => {
    const end = await run({ ...shell('exit 0'), input: 'x'.repeat(1_000_000) });
    expect(end.code).toBe(0);
  });
});

describe('an interruption', () => {
  it('asks a program to end once, and gives it its time', async () => {
    const interruption = new Interruption();
    const lines: string[] = [];
    const script =
      'trap "sleep 0.2; echo tidied; exit 0" INT; echo up; while :; do sleep 0.05; done';
    const running = programRunner(interruption)({
      ...shell(script),
      onLine: (line) => {
        lines.push(line);
        if (line === 'up') interruption.raise();
      },
    });
    await expect(running).rejects.toThrow(InterruptedError);
    expect(lines).toEqual(['up', 'tidied']);
  });

  it('lets nothing new begin', async () => {
    const interruption = new Interruption();
    interruption.raise();
    await expect(programRunner(interruption)(shell('exit 0'))).rejects.toThrow(InterruptedError);
  });
});

describe('a program in the background', () => {
  const env = {};

  it('is of use once it says so, and ends when it is stopped', async () => {
    const script = 'echo "Forwarding from 127.0.0.1:4711 -> 80"; exec sleep 60';
    const isUp = /127\.0\.0\.1:(\d+)/;
    const program = await BackgroundProgram.start({ ...shell(script), env, isUp });
    expect(program.said[1]).toBe('4711');
    await program.stop();
    await Promise.race([program.ended, sleep(1000).then(() => Promise.reject(new Error('runs')))]);
  });

  it('says why it ended before it was of use', async () => {
    const starting = BackgroundProgram.start({ ...shell('echo refused >&2'), env, isUp: /never/ });
    await expect(starting).rejects.toThrow('ended: refused');
  });
});
