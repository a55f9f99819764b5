import { storeVariables } from '@weather/s3-store';
import { LOG_LEVELS } from '@weather/telemetry';
import { UNIT_SYSTEMS, WEATHER_SCHEDULE } from '@weather/weather-domain';
import { z } from 'zod';
import { cronFault } from '../schedule/occurrences';
import { lineageVariables } from './lineage-variables';
import { httpUrl, wholeNumber } from './variable-types';

/** The sources that `WEATHER_SOURCE` may name. */
export const SOURCE_KINDS = ['openweather', 'met-norway', 'replay'] as const;

export type SourceKind = (typeof SOURCE_KINDS)[number];

/** What the schedule does about runs that were due while the worker did not run. */
export const CATCH_UP_POLICIES = ['none', 'latest', 'all'] as const;

export type CatchUpPolicy = (typeof CATCH_UP_POLICIES)[number];

const MAIL_OR_URL = /^([^\s@]+@[^\s@]+\.[^\s@]+|https?:\/\/[^\s]+)$/;
const PRINTABLE_ASCII = /^[\x21-\x7e]+$/;

const contact = z
  .string()
  .refine(
    (text) => MAIL_OR_URL.test(text) && PRINTABLE_ASCII.test(text),
    'expected a mail address or a URL, such as weather@example.org',
  );

const cron = z.string().superRefine((text, context) => {
  const fault = cronFault(text);
  if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
});

const rate = z.coerce
  .number('expected a number from 0 to 1')
  .min(0, 'expected a number from 0 to 1')
  .max(1, 'expected a number from 0 to 1');

/** Which weather is collected, and how. */
const sourceVariables = {
  WEATHER_SOURCE: z
    .enum(SOURCE_KINDS, `expected one of ${SOURCE_KINDS.join(', ')}`)
    .optional()
    .describe(
      'Where the weather comes from: openweather, met-norway or replay (recorded answers, for ' +
        'demonstrations and tests). Without it openweather, when there is a key.',
    ),
  WEATHER_CITIES: z
    .string()
    .optional()
    .describe(
      'The cities as JSON, `[{"name":"Oslo","lat":59.91,"lon":10.75}]`, or `@` and the path of a ' +
        'file that holds it. Without it Luxembourg and Chicago.',
    ),
  OPENWEATHER_URL: httpUrl('https://api.openweathermap.org/data/2.5/weather').describe(
    'Endpoint of OpenWeather: the whole URL up to the question mark.',
  ),
  OPENWEATHER_UNITS: z
    .enum(UNIT_SYSTEMS, `expected one of ${UNIT_SYSTEMS.join(', ')}`)
    .default('metric')
    .describe('The units OpenWeather is asked for; products are metric whatever it says.'),
  OPENWEATHER_RATE_LIMIT: wholeNumber('calls a minute', 0, 1_000_000)
    .default(60)
    .describe('Most calls of OpenWeather a minute; 60 is the free plan, 0 means no limit.'),
  MET_NORWAY_URL: httpUrl('https://api.met.no/weatherapi/locationforecast/2.0/compact').describe(
    'Endpoint of MET Norway: the whole URL up to the question mark.',
  ),
  MET_NORWAY_CONTACT: contact
    .optional()
    .describe('Mail address or URL sent to MET Norway, whose terms ask for one.'),
  WEATHER_CACHE_DIR: z
    .string()
    .optional()
    .describe('Directory that keeps answers of MET Norway from one command to the next.'),
  WEATHER_CONCURRENCY: wholeNumber('cities at a time', 1, 256)
    .default(8)
    .describe('How many cities are fetched at a time.'),
  WEATHER_TIMEOUT_MS: wholeNumber('milliseconds', 1, 600_000)
    .default(10_000)
    .describe('How long one call of a source may take, headers and body, in milliseconds.'),
  WEATHER_RETRIES: wholeNumber('retries', 0, 20)
    .default(3)
    .describe('How often a call is repeated after a fault that may pass.'),
};

/** When the weather is collected by `schedule`. */
const scheduleVariables = {
  WEATHER_CRON: cron
    .default(WEATHER_SCHEDULE.cron)
    .describe('When runs are due: a cron expression of five fields, in UTC.'),
  WEATHER_JITTER_SECONDS: wholeNumber('seconds', 0, 3600)
    .optional()
    .describe(
      'Runs start up to so many seconds late, at random. Without it 0, and 60 for met-norway, ' +
        'whose terms ask not to call on the hour.',
    ),
  WEATHER_CATCH_UP: z
    .enum(CATCH_UP_POLICIES, `expected one of ${CATCH_UP_POLICIES.join(', ')}`)
    .default('latest')
    .describe(
      'Runs that were due while the worker was not running: none, the latest of them when it has ' +
        'no product yet, or all of them (replay only).',
    ),
  WORKER_PORT: wholeNumber('a port', 0, 65_535)
    .default(8001)
    .describe('Port of /health/live, /health/ready and /metrics of the schedule.'),
  WEATHER_STOP_TIMEOUT_SECONDS: wholeNumber('seconds', 0, 3600)
    .default(20)
    .describe('How long a run may go on after SIGTERM or SIGINT, in seconds.'),
};

/** Every variable the worker reads; the reference in the documentation is made of it. */
export const workerVariables = {
  ...sourceVariables,
  ...storeVariables,
  ...scheduleVariables,
  ...lineageVariables,
  DEMO_FAILURE_RATE: rate.default(0.5).describe('How often demo-flaky fails, from 0 to 1.'),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, `expected one of ${LOG_LEVELS.join(', ')}`)
    .default('info')
    .describe('Lines below this level are not written.'),
};

export const workerVariablesSchema = z.object(workerVariables);

/** The parsed values of {@link workerVariables}. */
export type WorkerVariables = z.infer<typeof workerVariablesSchema>;
