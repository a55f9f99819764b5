import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InterruptedError } from '../platform-error';
import { Progress } from '../progress';
import { carryOut, fatesOf, type Step } from './carry-out';
import { digestOf } from './digest';
import { Journal } from './journal';

const folder = mkdtempSync(join(tmpdir(), 'weather-journal-'));
const path = join(folder, 'dev', 'deploy-all.json');
const IDS = ['build', 'network', 'access', 'platform', 'vault', 'workloads'];
const FLEETING = 'access';
const now = (): Date => new Date('2026-11-23T12:00:00Z');

let ran: string[];
let said: string[];

beforeEach(() => {
  ran = [];
  said = [];
  rmSync(path, { force: true });
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Plan {
  readonly stopAt?: string;
  readonly digests?: Readonly<Record<string, string>>;
}

function steps({ stopAt, digests = {} }: Plan = {}): readonly Step[] {
  return IDS.map((id) => ({
    id,
    digest: digests[id] ?? 'as it was',
    isFleeting: id === FLEETING,
    run: () => {
      ran.push(id);
      return id === stopAt ? Promise.reject(new InterruptedError()) : Promise.resolve();
    },
  }));
}

function work(plan: Plan = {}, options: { from?: string; target?: string } = {}): Promise<void> {
  ran = [];
  const journal = Journal.open(path, options.target ?? 'account/cluster');
  const progress = new Progress(IDS.length, (line) => said.push(line));
  return carryOut(steps(plan), { journal, progress, now, from: options.from });
}

describe('carryOut', () => {
  it('does all steps in their order, tells where it is, and keeps no journal at the end', async () => {
    await work();
    expect(ran).toEqual(IDS);
    expect(said.slice(0, 2)).toEqual(['[1/6] build: begins', '[1/6] build: done in 0 s']);
    expect(existsSync(path)).toBe(false);
  });

  it.each(IDS)('goes on where it was stopped: at %s', async (stopAt) => {
    await expect(work({ stopAt })).rejects.toThrow(InterruptedError);
    await work();
    const open = IDS.slice(IDS.indexOf(stopAt === FLEETING ? 'platform' : stopAt));
    const fleeting = open.includes(FLEETING) ? [] : [FLEETING];
    expect(ran).toEqual([...fleeting, ...open]);
  });

  it('does again what changed since, and all that comes after it', async () => {
    await expect(work({ stopAt: 'vault' })).rejects.toThrow(InterruptedError);
    await work({ digests: { network: 'changed' } });
    expect(ran).toEqual(IDS.slice(1));
    expect(said).toContain('[1/6] build: finished before');
  });

  it('begins where it is told to', async () => {
    await work({}, { from: 'vault' });
    expect(ran).toEqual([FLEETING, 'vault', 'workloads']);
    await expect(work({}, { from: 'vualt' })).rejects.toThrow('there are build, network');
  });

  it('takes no journal of another account or cluster for its own', async () => {
    await expect(work({ stopAt: 'vault' })).rejects.toThrow(InterruptedError);
    await work({}, { target: 'another/cluster' });
    expect(ran).toEqual(IDS);
  });

  it('begins anew when nobody can read the journal', async () => {
    await expect(work({ stopAt: 'vault' })).rejects.toThrow(InterruptedError);
    writeFileSync(path, readFileSync(path, 'utf8').slice(0, 40));
    await work();
    expect(ran).toEqual(IDS);
  });

  it('says what would be done without doing it', async () => {
    await expect(work({ stopAt: 'platform' })).rejects.toThrow(InterruptedError);
    const journal = Journal.open(path, 'account/cluster');
    expect(fatesOf(steps(), journal, {})).toEqual([
      ...['finished before', 'finished before', 'to do', 'to do', 'to do', 'to do'],
    ]);
  });
});

describe('digestOf', () => {
  it('tells texts apart that only together are the same', () => {
    expect(digestOf('ab', 'c')).not.toBe(digestOf('a', 'bc'));
    expect(digestOf('ab', 'c')).toBe(digestOf('ab', 'c'));
  });
});
