import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { namesIn, withBlock, withoutBlock } from './hosts-block';
import { changeHosts } from './hosts-file';
import { ALIASES, forwardCommand, urlOf } from './pages';

const HOSTS = ALIASES.map(({ host }) => host);

describe('the block in a hosts file', () => {
  const lines = fc.array(fc.stringMatching(/^[\w .#:-]*$/), { maxLength: 6 });
  const files = fc
    .tuple(lines, fc.constantFrom('\n', '\r\n'), fc.boolean())
    .map(([all, end, isEnded]) => all.join(end) + (isEnded ? end : ''));

  it('goes without a trace, however the file ends its lines', () => {
    fc.assert(
      fc.property(files, (text) => {
        expect(withoutBlock(withBlock(text, HOSTS))).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it('is there once, however often it is added', () => {
    fc.assert(
      fc.property(files, (text) => {
        const once = withBlock(text, HOSTS);
        expect(withBlock(once, HOSTS)).toBe(once);
        expect(namesIn(once)).toEqual(HOSTS);
      }),
    );
  });

  it('leaves alone what others wrote behind it', () => {
    const text = `${withBlock('127.0.0.1 localhost\n', HOSTS)}10.0.0.1 printer\n`;
    expect(withoutBlock(text)).toBe('127.0.0.1 localhost\n10.0.0.1 printer\n');
  });

  it('is not there in a file without it', () => {
    expect(namesIn('127.0.0.1 localhost\n')).toEqual([]);
    expect(withoutBlock('127.0.0.1 localhost')).toBe('127.0.0.1 localhost');
  });
});

describe('changeHosts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'weather-hosts-'));
  const path = join(folder, 'hosts');

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('puts a file back to the byte, also where it is no UTF-8, and keeps its inode', () => {
    const bytes = Buffer.from([0x23, 0x20, 0xe9, 0xff, 0x0a, 0x61]);
    writeFileSync(path, bytes);
    const { ino } = statSync(path);
    expect(changeHosts(path, (text) => withBlock(text, HOSTS))).toBe(true);
    expect(readFileSync(path, 'latin1')).toContain('127.0.0.1 grafana.dagster.local');
    expect(changeHosts(path, (text) => withBlock(text, HOSTS))).toBe(false);
    expect(changeHosts(path, withoutBlock)).toBe(true);
    expect(readFileSync(path)).toEqual(bytes);
    expect(statSync(path).ino).toBe(ino);
  });

  it('says what to do when the file is not there', () => {
    expect(() => changeHosts(join(folder, 'none'), withoutBlock)).toThrow(
      'cannot be read (ENOENT)',
    );
  });
});

describe('pages', () => {
  it('have a port each on this machine', () => {
    expect(new Set(ALIASES.map(({ localPort }) => localPort)).size).toBe(ALIASES.length);
    expect(ALIASES.map(urlOf)).toContain('http://grafana.dagster.local:3001');
    expect(ALIASES.map(forwardCommand)).toContain(
      'kubectl -n data port-forward service/products-api 8080:8080',
    );
  });
});
