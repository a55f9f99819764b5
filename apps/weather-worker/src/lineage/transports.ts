import { appendFile } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import type { Secret } from '@weather/vault-secrets';
import { writeTo } from '../streams/line-output';

/** How long a server of lineage may take, in milliseconds. */
const TIMEOUT_MS = 2000;

/** Takes events somewhere. */
export type Send = (event: object) => Promise<void>;

/** Events as lines on a stream. */
export function toStream(stream: Writable): Send {
  return (event) => writeTo(stream, `${JSON.stringify(event)}\n`);
}

/** Events as lines of a file, which grows. */
export function toFile(path: string): Send {
  return (event) => appendFile(path, `${JSON.stringify(event)}\n`);
}

/** Events to a server of OpenLineage. */
export function toServer(url: string, findKey: () => Secret | undefined): Send {
  return async (event) => {
    const key = findKey();
    const headers = new Headers({ 'content-type': 'application/json' });
    if (key !== undefined) headers.set('authorization', `Bearer ${key.reveal()}`);
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body: JSON.stringify(event),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
  };
}
