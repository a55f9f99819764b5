import { z } from 'zod';

const EXPECTED = 'expected an instant with its zone, such as 2026-11-23T12:00:00Z';

/** `instant` without its milliseconds: keys of products know whole seconds only. */
export function toSecond(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / 1000) * 1000);
}

/** An instant in ISO 8601 with its zone, floored to the second. */
export const instantSchema = z.iso
  .datetime({ offset: true, error: EXPECTED })
  .transform((text) => toSecond(new Date(text)));
