import fc from 'fast-check';
import { ALIASES, forwardOf, urlOf, withAliases, withoutAliases } from './dns-aliases';

const HOSTS = '127.0.0.1 localhost\n::1 localhost\n';

describe('names of pages in a hosts file', () => {
  it('are put in once, however often it is done', () => {
    const once = withAliases(HOSTS);
    expect(once).toContain('127.0.0.1 grafana.dagster.local\n');
    expect(withAliases(once)).toBe(once);
  });

  it('are taken out without a trace', () => {
    const line = fc.stringMatching(/^[\w .#:-]*$/);
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const hosts = `${lines.join('\n')}\n`;
        expect(withoutAliases(withAliases(hosts))).toBe(hosts);
      }),
    );
  });

  it('leave a file alone that has none', () => {
    expect(withoutAliases(HOSTS)).toBe(HOSTS);
  });

  it('come with a port-forward each, to ports of their own', () => {
    expect(new Set(ALIASES.map(({ local }) => local)).size).toBe(ALIASES.length);
    const [dagster] = ALIASES;
    expect(dagster && forwardOf(dagster)).toEqual([
      ...['port-forward', '--namespace', 'data', 'service/dagster-dagster-webserver', '3000:80'],
    ]);
    expect(ALIASES.map(urlOf)).toContain('https://vault.dagster.local:8200');
  });
});
