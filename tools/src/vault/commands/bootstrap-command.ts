import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { bootstrap } from '../bootstrap';
import type { Recipients } from '../key-shares';
import type { OperatorOptions } from '../operator';
import { OperatorError } from '../operator-error';
import { valueFiles } from '../secret-values';
import { operatorCommand, operatorWith } from './perform';

interface Options extends OperatorOptions {
  readonly shares: string;
  readonly threshold: string;
  readonly recipient: readonly string[];
  readonly pgpKey: readonly string[];
  readonly kubernetesHost: string;
  readonly kubernetesCa?: string;
  readonly auditFile: string;
  readonly secret: readonly string[];
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function fileText(option: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new OperatorError(`${option} "${path}" cannot be read: ${String(cause)}`, 2);
  }
}

/** Headers, an empty line, the key, and a checksum that newer programs leave out. */
const ARMORED = /\n\r?\n([\s\S]*?)\r?\n(?:=[\w+/]{4}\r?\n)?-----END/;

/** A PGP key as Vault takes it: the bytes in base64, without the armor's lines. */
function pgpKeyIn(path: string): string {
  const text = fileText('--pgp-key', path);
  const [, body = ''] = ARMORED.exec(text) ?? [];
  if (body === '')
    throw new OperatorError(`--pgp-key "${path}": expected an armored public key`, 2);
  return body.replace(/\s/g, '');
}

function recipientsOf({ recipient, pgpKey }: Options): Recipients {
  if (recipient.length > 0 && pgpKey.length > 0) {
    throw new OperatorError('name recipients of age or of PGP, not of both', 2);
  }
  return pgpKey.length > 0
    ? { kind: 'pgp', keys: pgpKey.map(pgpKeyIn) }
    : { kind: 'age', recipients: recipient };
}

async function perform(options: Options): Promise<void> {
  const { shares, threshold, kubernetesHost: host, kubernetesCa, auditFile } = options;
  const ca = kubernetesCa === undefined ? {} : { ca: fileText('--kubernetes-ca', kubernetesCa) };
  await bootstrap(await operatorWith(options), {
    initialize: {
      shares: Number(shares),
      threshold: Number(threshold),
      recipients: recipientsOf(options),
    },
    kubernetes: { host, ...ca },
    auditFile,
    seeds: { files: valueFiles(options.secret) },
  });
}

/** Adds `bootstrap`. */
export function addBootstrap(program: Command): void {
  operatorCommand(program, 'bootstrap', 'From a new Vault to a ready one; again, it mends drift.')
    .option('--shares <n>', 'shares of the key', '5')
    .option('--threshold <n>', 'shares that open Vault', '3')
    .option('--recipient <age1…>', 'to whom shares are encrypted: one, or one a share', collect, [])
    .option('--pgp-key <file>', 'or armored PGP public keys, one a share', collect, [])
    .option(
      '--kubernetes-host <url>',
      'API server, as Vault sees it',
      'https://kubernetes.default.svc:443',
    )
    .option('--kubernetes-ca <file>', "CA of the API server (default: the one in Vault's pod)")
    .option('--audit-file <path>', 'audit log, as Vault sees it', '/vault/audit/audit.log')
    .option('--secret <name=file>', 'value of a secret; without it a prompt', collect, [])
    .action(perform);
}
