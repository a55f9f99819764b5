import { NotJsonError } from './vault-transport';
import type { VaultFaultName } from './vault-faults';

/** What Vault said when it refused. */
export interface Refusal {
  readonly status: number;
  /** Its own words; they never hold a value. */
  readonly said: string;
}

const UNREACHABLE = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'],
  ...['ENETUNREACH', 'EPIPE', 'ETIMEDOUT'],
]);
const TLS = /^(CERT_|ERR_TLS_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_|HOSTNAME_MISMATCH)/;
const SLOW = new Set(['ABORT_ERR', 'TimeoutError', 'AbortError']);

function textIn(value: object, name: string): string {
  const found: unknown = Reflect.get(value, name);
  return typeof found === 'string' ? found : '';
}

/** The refusal that node-vault wraps in its error, if it is one. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (typeof error !== 'object' || error === null || !('response' in error)) return undefined;
  const { statusCode } = error.response as { statusCode?: unknown };
  return typeof statusCode === 'number'
    ? { status: statusCode, said: textIn(error, 'message') }
    : undefined;
}

/** The code of a failed connection, or the name of the error. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  return textIn(error, 'code') || textIn(error, 'name');
}

/** What a failed exchange says of the way to Vault, or of Vault itself. */
export function transportFault(error: unknown): VaultFaultName | undefined {
  const code = codeOf(error);
  if (TLS.test(code)) return 'untrusted';
  if (SLOW.has(code)) return 'slow';
  if (UNREACHABLE.has(code)) return 'unreachable';
  const isGarbled =
    error instanceof NotJsonError || /^(HPE_|EPROTO|ERR_SSL_|ERR_STREAM)/.test(code);
  return isGarbled ? 'broken' : undefined;
}

/** What a refusal says of the state of Vault, whatever was asked. */
export function stateFault({ status, said }: Refusal): VaultFaultName | undefined {
  if (/sealed/i.test(said)) return 'sealed';
  if (/not initialized/i.test(said)) return 'uninitialized';
  if (status === 307 || /not active|standby/i.test(said)) return 'standby';
  return status >= 500 || status === 429 || status < 400 ? 'broken' : undefined;
}

const LOGIN_WORDS: readonly (readonly [RegExp, VaultFaultName])[] = [
  [/invalid role name/, 'unknown-role'],
  [/service account name not authorized/, 'unbound-account'],
  [/namespace not authorized/, 'unbound-namespace'],
  [/\(aud\) claim/, 'wrong-audience'],
  [/\(exp\) claim/, 'expired-token'],
];

/** What a refused login says of the token and the role. */
export function loginFault({ said }: Refusal): VaultFaultName {
  return LOGIN_WORDS.find(([words]) => words.test(said))?.[1] ?? 'refused-token';
}

/** What a refused read says of the path. */
export function readFault({ status }: Refusal): VaultFaultName {
  if (status === 404) return 'missing-path';
  return status === 403 ? 'denied' : 'refused';
}
