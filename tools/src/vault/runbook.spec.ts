import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VAULT_FAULTS } from '@weather/vault-secrets/vault';
import { TABLES, withTables } from './runbook';

const path = join(import.meta.dirname, '..', '..', '..', 'docs', 'operations', 'vault.md');

/** Tables are laid out by prettier: only their cells are compared. */
function cells(text: string): string {
  return text
    .replace(/-{3,}/g, '---')
    .replace(/[ ]+/g, ' ')
    .replace(/\n{2,}/g, '\n');
}

describe('the runbook of Vault', () => {
  const text = readFileSync(path, 'utf8');

  it.each(Object.keys(TABLES))('has a place for the table of %s', (name) => {
    expect(text).toMatch(new RegExp(`<!-- ${name} -->[\\s\\S]*<!-- end of ${name} -->`));
  });

  it('is up to date (nx run infra:vault-runbook renews it)', () => {
    expect(cells(text)).toBe(cells(withTables(text)));
  });

  it('gives each fault an exit code of its own', () => {
    const codes = Object.values(VAULT_FAULTS).map(({ exitCode }) => exitCode);
    expect(new Set(codes).size).toBe(codes.length);
    expect(Math.min(...codes)).toBeGreaterThan(3);
  });
});
