import { z } from 'zod';

/** What one check found. */
const checkSchema = z.looseObject({ status: z.enum(['up', 'down']) });

/** How the program is, as operators and the cluster are told. */
export const healthSchema = z.object({
  status: z.enum(['healthy', 'unhealthy']),
  service: z.literal('products-api'),
  checks: z.record(z.string(), checkSchema).describe('What each check found.'),
});

export type HealthAnswer = z.infer<typeof healthSchema>;
