import { z } from 'zod';

const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const DURATION = /^([1-9]\d{0,6})([smhd])$/;
const EXPECTED = 'expected a duration such as 30m, 1h or 2d';

/** A duration such as `30m`, in milliseconds. */
export const durationSchema = z
  .string()
  .regex(DURATION, EXPECTED)
  .transform((text) => {
    const [, count, unit = 's'] = DURATION.exec(text) ?? [];
    return Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS];
  });
