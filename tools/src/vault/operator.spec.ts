import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENTRIES, ROLES } from '@weather/vault-secrets/catalogue';
import { accessMatrix } from './access-matrix';
import { Progress } from './progress';
import { generated, secretCalled, valueFiles, valueIn } from './secret-values';
import { snapshotName } from './snapshot-place';
import { describe as inWords, exitCodeOf, type VaultStatus } from './status';

describe('the access matrix', () => {
  const matrix = accessMatrix('blue');

  it('holds every role with every path of the catalogue, as the entry declares it', () => {
    for (const role of ROLES) {
      for (const entry of ENTRIES) {
        const path = `secret/data/${entry.path.replace('{cluster}', 'blue')}`;
        const found = matrix.find((access) => access.role === role && access.path === path);
        const mayRead = entry.readers.includes(role.name);
        expect(found?.capabilities).toEqual([mayRead ? 'read' : 'deny']);
      }
    }
  });

  it('allows nothing but reading of data', () => {
    const allowed = matrix.filter(({ capabilities }) => !capabilities.includes('deny'));
    expect(allowed.filter(({ path }) => !path.startsWith('secret/data/'))).toEqual([]);
    expect(allowed).toHaveLength(7);
  });
});

describe('Progress', () => {
  it('says what changed and what did not, and how much', () => {
    const lines: string[] = [];
    const progress = new Progress((line) => lines.push(line));
    progress.step('policy a', 'changed');
    progress.step('policy b', 'unchanged');
    progress.close();
    expect(lines).toEqual(['+ policy a', '= policy b: as it should be', '1 change made.']);
  });
});

describe('the status', () => {
  const open: VaultStatus = {
    address: 'https://vault:8200',
    version: '1.21.0',
    seal: 'shamir',
    isInitialized: true,
    isSealed: false,
    sharesGiven: 0,
    sharesNeeded: 3,
    leader: 'https://vault-0:8200',
  };

  it.each([
    [0, 'unsealed', open],
    [13, 'sealed, 2 of 3 shares given', { ...open, isSealed: true, sharesGiven: 2, leader: '' }],
    [14, 'not initialized', { ...open, isInitialized: false, isSealed: true, leader: '' }],
    [15, 'none', { ...open, leader: '' }],
  ])('ends with %i and says "%s"', (code, words, status) => {
    expect(exitCodeOf(status)).toBe(code);
    expect(inWords(status)).toContain(words);
  });
});

describe('values of secrets', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'values-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('are read from files without the end of the last line', async () => {
    const path = join(folder, 'value');
    writeFileSync(path, 'two\nlines\n');
    expect((await valueIn(path)).reveal()).toBe('two\nlines');
  });

  it.each(['', '\n'])('are not empty', async (text) => {
    writeFileSync(join(folder, 'value'), text);
    await expect(valueIn(join(folder, 'value'))).rejects.toThrow('is empty');
    await expect(valueIn(join(folder, 'missing'))).rejects.toThrow('cannot be read');
  });

  it('are generated anew each time', () => {
    expect(generated(32).reveal()).toMatch(/^[\w-]{43}$/);
    expect(generated(32).equals(generated(32))).toBe(false);
  });

  it('go to secrets that exist', () => {
    expect([...valueFiles(['api-max-requests=a=b'])]).toEqual([['api-max-requests', 'a=b']]);
    expect(() => valueFiles(['api-max-requests'])).toThrow('expected <name>=<file>');
    expect(() => secretCalled('nothing')).toThrow('openweather-api-key');
  });
});

describe('snapshotName', () => {
  it('tells the cluster and the time', () => {
    const instant = new Date('2026-11-23T15:04:05.678Z');
    expect(snapshotName('blue', instant)).toBe('vault-blue-20261123T150405Z.snap');
  });
});
