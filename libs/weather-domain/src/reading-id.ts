import { hash } from 'node:crypto';

/** The id of a reading: the first 16 hex digits of sha1("lat,lon,dt"). */
export function readingId(identity: string): string {
  return hash('sha1', identity).slice(0, 16);
}
