import { z } from 'zod';

/** What a login answers. */
export const loginSchema = z.object({
  auth: z.object({ client_token: z.string().min(1), lease_duration: z.number().positive() }),
});

/** What the KV engine answers, version 2. */
export const keyValueSchema = z.object({
  data: z.object({
    data: z.record(z.string(), z.unknown()),
    metadata: z.object({ version: z.number().int().positive() }),
  }),
});

/** A secret and which version of it this is. */
export type KeyValue = z.infer<typeof keyValueSchema>['data'];

/** Whether Vault is set up and open, and how far an unsealing has come. */
export const sealStatusSchema = z.object({
  initialized: z.boolean(),
  sealed: z.boolean(),
  type: z.string(),
  /** Keys needed. */
  t: z.number().int(),
  /** Keys there are. */
  n: z.number().int(),
  /** Keys given so far. */
  progress: z.number().int(),
  version: z.string(),
});

/** See {@link sealStatusSchema}. */
export type SealStatus = z.infer<typeof sealStatusSchema>;
