import { attend, ProgramError } from './attend';

describe('attend', () => {
  it('tells how a program ended that ended badly', async () => {
    await expect(attend('sh', ['-c', 'exit 3'])).rejects.toThrow(ProgramError);
    await expect(attend('sh', ['-c', 'exit 3'])).rejects.toThrow('sh ended with 3');
  });

  it('says which program it could not run', async () => {
    await expect(attend('no-such-program', [])).rejects.toThrow('could not run no-such-program');
  });

  it('asks a program to end, and lets it take its time', async () => {
    const stop = new AbortController();
    const script = 'trap "sleep 0.2; exit 7" INT; while true; do sleep 0.05; done';
    const attended = attend('sh', ['-c', script], { signal: stop.signal });
    setTimeout(() => {
      stop.abort();
    }, 200);
    await expect(attended).rejects.toThrow('sh ended with 7');
  });
});
