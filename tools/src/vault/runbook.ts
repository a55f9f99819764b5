import { initVariables, VAULT_FAULTS, type VaultFault } from '@weather/vault-secrets/vault';
import { ENTRIES, ROLES, type SecretEntry } from '@weather/vault-secrets/catalogue';

type Row = readonly string[];

function table(head: Row, rows: readonly Row[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const SEEDED = {
  asked: 'asked for',
  generated: 'generated',
  initial: 'a default',
  optional: 'absent until set',
} as const;

function secretRow({ name, path, key, variable, readers, seeding, description }: SecretEntry): Row {
  const file = variable === undefined ? '—' : `\`${variable}\``;
  const place = `\`secret/${path.replace('{cluster}', '<cluster>')}\` \`${key}\``;
  return [`\`${name}\``, place, file, readers.join(', '), SEEDED[seeding.kind], description];
}

function faultRows(): readonly Row[] {
  const faults: readonly (readonly [string, VaultFault])[] = Object.entries(VAULT_FAULTS);
  return faults.map(([name, { exitCode, isPassing, meaning, fix }]) => [
    String(exitCode),
    name,
    meaning,
    fix,
    isPassing ? 'yes' : 'no',
  ]);
}

/** The tables of the runbook, by the name of the comment that marks their place. */
export const TABLES: Readonly<Record<string, string>> = {
  secrets: table(
    ['name', 'place', 'variable', 'readers', 'at first', 'what it is'],
    ENTRIES.map(secretRow),
  ),
  roles: table(
    ['role', 'policy', 'service account', 'may read, below `secret/`'],
    ROLES.map(({ name, policy, serviceAccount, trees }) => [
      name,
      policy,
      `${serviceAccount.namespace}/${serviceAccount.name}`,
      trees.map((tree) => `\`${tree.replace('{cluster}', '<cluster>')}\``).join(', '),
    ]),
  ),
  faults: table(['exit code', 'fault', 'meaning', 'fix', 'waited for'], faultRows()),
  settings: table(
    ['variable', 'what it says'],
    Object.entries(initVariables.shape).map(([name, type]) => [
      `\`${name}\``,
      type.description ?? '',
    ]),
  ),
};

/** The runbook with its tables as the catalogue and the code have them now. */
export function withTables(text: string): string {
  return Object.entries(TABLES).reduce(
    (before, [name, content]) =>
      before.replace(
        new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(\n<!-- end of ${name} -->)`),
        (_all, start: string, end: string) => `${start}\n${content}\n${end}`,
      ),
    text,
  );
}
