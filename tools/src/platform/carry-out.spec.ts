import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { carryOut, StoppedError, type Step } from './carry-out';
import { Journal } from './journal';

const folder = mkdtempSync(join(tmpdir(), 'weather-steps-'));
const path = join(folder, 'progress', 'dev.json');
const IDS = ['state', 'network', 'cluster', 'vault', 'workloads'];

let ran: string[];

beforeEach(() => {
  ran = [];
  rmSync(path, { force: true });
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function steps(during: (id: string) => void = () => undefined): readonly Step[] {
  return IDS.map((id) => ({
    id,
    title: `the ${id}`,
    isFleeting: id === 'vault',
    run: (signal) => {
      ran.push(id);
      during(id);
      return signal.aborted ? Promise.reject(new Error('interrupted')) : Promise.resolve();
    },
  }));
}

function work(all: readonly Step[], stop = new AbortController(), revision = 'abc') {
  const said: string[] = [];
  const journal = Journal.open(path, revision);
  const parts = { journal, signal: stop.signal, say: (line: string) => said.push(line), now };
  return carryOut(all, parts).then(() => said);
}

const now = (): Date => new Date(0);

describe('carryOut', () => {
  it('carries out all steps in their order, tells how far it is, and leaves no journal', async () => {
    const said = await work(steps());
    expect(ran).toEqual(IDS);
    expect(said[0]).toBe('[1/5] the state');
    expect(existsSync(path)).toBe(false);
  });

  it.each(IDS)('goes on where it was stopped: at %s', async (at) => {
    const stop = new AbortController();
    const stopping = work(
      steps((id) => {
        if (id === at) stop.abort();
      }),
      stop,
    );
    await expect(stopping).rejects.toThrow(StoppedError);
    const before = [...ran];
    ran = [];
    await work(steps());
    const again = IDS.slice(IDS.indexOf(at));
    const fleeting = before.includes('vault') && at !== 'vault' ? ['vault'] : [];
    expect(ran).toEqual([...fleeting, ...again]);
  });

  it('does a step again that failed, and says why it did', async () => {
    const failing = steps((id) => {
      if (id === 'cluster') throw new Error('no capacity');
    });
    await expect(work(failing)).rejects.toThrow('no capacity');
    ran = [];
    await work(steps());
    expect(ran).toEqual(['cluster', 'vault', 'workloads']);
  });

  it('begins anew when something else is deployed', async () => {
    const failing = steps((id) => {
      if (id === 'cluster') throw new Error('no capacity');
    });
    await expect(work(failing)).rejects.toThrow('no capacity');
    ran = [];
    await work(steps(), new AbortController(), 'def');
    expect(ran).toEqual(IDS);
  });

  it('begins anew when the journal cannot be read', async () => {
    Journal.open(path, 'abc').note('state');
    writeFileSync(path, '{"revision": "abc", "do');
    await work(steps());
    expect(ran).toEqual(IDS);
  });
});
