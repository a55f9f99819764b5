import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const SANE = /^[A-Za-z0-9._-]{1,64}$/;

/** Ids of requests: the client's own when it is harmless, else one that no other process gives. */
export class RequestIds {
  private count = 0;

  /** @param prefix tells this process from all others */
  constructor(private readonly prefix: string = randomBytes(9).toString('base64url')) {}

  /** The id of `request`. */
  of({ headers }: Pick<IncomingMessage, 'headers'>): string {
    const sent = headers['x-request-id'];
    return typeof sent === 'string' && SANE.test(sent) ? sent : this.next();
  }

  /** An id for a request that has none. */
  next(): string {
    this.count += 1;
    return `${this.prefix}-${this.count.toString(36)}`;
  }
}
