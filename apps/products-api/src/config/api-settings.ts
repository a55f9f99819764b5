import { storeConflict, storeVariables, type StoreVariables } from '@weather/s3-store';
import { LOG_LEVELS } from '@weather/telemetry';
import { readSettings, type LookUp } from '@weather/vault-secrets';
import { z } from 'zod';
import { originsOf } from './cors-origins';
import { trustedProxiesOf, type TrustedProxies } from './trusted-proxies';

/** Which requests are logged: all, only those answered with an error, or none. */
const LOGGED_REQUESTS = ['all', 'errors', 'none'] as const;

function whole(unit: string, { min, max }: { readonly min: number; readonly max: number }) {
  const expected = `expected ${unit}, ${min} to ${max}`;
  return z.coerce.number(expected).int(expected).min(min, expected).max(max, expected);
}

/** What `MAX_REQUESTS` must be; it is looked up again while the program runs. */
export const maxRequestsSchema = whole('requests per minute', {
  min: 1,
  max: 1_000_000,
}).optional();

const trustedProxiesSchema = z.string().transform((text, context) =>
  trustedProxiesOf(text, (part) => {
    const message = `"${part}" is no address: expected false, or a list such as 10.0.0.0/8,fd00::/8`;
    context.addIssue({ code: 'custom', message });
  }),
);

const originsSchema = z.string().transform((text, context) =>
  originsOf(text, (part) => {
    const message = `"${part}" is no origin: expected *, or a list such as https://app.example`;
    context.addIssue({ code: 'custom', message });
  }),
);

/** The variables this program reads. */
export const apiVariables = {
  ...storeVariables,
  PORT: whole('a TCP port', { min: 0, max: 65_535 })
    .default(8000)
    .describe('TCP port the API listens on; 0 takes a free one.'),
  HOST: z.string().default('0.0.0.0').describe('Address the API listens on.'),
  MAX_REQUESTS: maxRequestsSchema.describe(
    'Requests a client may send per minute; no limit when it is not set. Taken up while running.',
  ),
  TRUST_PROXY: trustedProxiesSchema
    .default(false)
    .describe('Whose X-Forwarded-For is believed: false, or a list of addresses and CIDR ranges.'),
  LIST_TTL_MS: whole('milliseconds', { min: 0, max: 3_600_000 })
    .default(1000)
    .describe('How long a listing of the store is used, in milliseconds.'),
  CACHE_BYTES: whole('bytes', { min: 1_048_576, max: 68_719_476_736 })
    .default(67_108_864)
    .describe(
      'Memory for cached products and answers, in bytes: 3/4 for products, 1/4 for answers.',
    ),
  CACHE_MAX_AGE_SECONDS: whole('seconds', { min: 0, max: 86_400 })
    .default(30)
    .describe('How long clients and proxies may reuse an answer, in seconds.'),
  DRAIN_SECONDS: whole('seconds', { min: 0, max: 600 })
    .default(5)
    .describe('How long requests are still accepted after SIGTERM, in seconds.'),
  SHUTDOWN_TIMEOUT_SECONDS: whole('seconds', { min: 1, max: 600 })
    .default(25)
    .describe('How long requests in flight may take once draining is over, in seconds.'),
  CORS_ORIGINS: originsSchema
    .optional()
    .describe('Origins whose pages may read the answers: *, or a list. None when it is not set.'),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info').describe('Lines below this level are not logged.'),
  LOG_REQUESTS: z
    .enum(LOGGED_REQUESTS)
    .default('all')
    .describe('Which requests are logged: all, errors (status 400 and up) or none.'),
};

function conflictOf(variables: Partial<StoreVariables>): string {
  return storeConflict(variables) ?? '';
}

/** The schema of {@link apiVariables}, with what must hold between them. */
export const apiVariablesSchema = z.object(apiVariables).refine(
  (variables) => conflictOf(variables) === '',
  // Checked even when a variable is at fault, so that all faults are told at once.
  { error: ({ input }) => conflictOf(input as Partial<StoreVariables>), when: () => true },
);

/** The variables of this program, parsed. */
export type ApiVariables = z.infer<typeof apiVariablesSchema>;

/** How the API runs. */
export interface ApiSettings {
  /** Whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: TrustedProxies;
  /** How long a listing is used, ms. */
  readonly listTtlMs: number;
  /** Memory for cached products and answers together. */
  readonly cacheBytes: number;
  /** `max-age` of answers, s. */
  readonly cacheMaxAgeSeconds: number;
  /** Origins whose pages may read the answers. */
  readonly corsOrigins: readonly string[];
  /** Which requests are logged. */
  readonly loggedRequests: (typeof LOGGED_REQUESTS)[number];
}

/** The part of the variables that shapes the application, without the process around it. */
export function apiSettingsOf(variables: ApiVariables): ApiSettings {
  return {
    trustedProxies: variables.TRUST_PROXY,
    listTtlMs: variables.LIST_TTL_MS,
    cacheBytes: variables.CACHE_BYTES,
    cacheMaxAgeSeconds: variables.CACHE_MAX_AGE_SECONDS,
    corsOrigins: variables.CORS_ORIGINS ?? [],
    loggedRequests: variables.LOG_REQUESTS,
  };
}

/**
 * The variables of this program.
 *
 * @throws {ConfigurationError} with all faults at once
 */
export function readApiVariables(lookUp: LookUp): ApiVariables {
  return readSettings(apiVariablesSchema, lookUp);
}
