import { ConfigurationError } from '@weather/vault-secrets';
import type { Source } from '@weather/weather-domain';
import packageJson from '../../package.json';
import type { ApiKey } from '../config/api-key';
import type { SourceChoice } from '../config/choose-source';
import type { SourceKind, WorkerVariables } from '../config/variables';
import type { Clock } from '../timing/clock';
import { FileAnswerCache, MemoryAnswerCache } from './met-norway-cache';
import { MetNorwaySource } from './met-norway-source';
import { OpenWeatherSource } from './openweather-source';
import { RateLimit, type Rate } from './rate-limit';
import { ReplaySource } from './replay-source';
import { SourceCalls, type SourceCall } from './source-calls';
import type { WeatherSource } from './weather-source';

/** What a source is made of besides the settings. */
export interface SourceParts {
  readonly variables: WorkerVariables;
  readonly findKey: () => ApiKey | undefined;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onCall: (call: SourceCall) => void;
  readonly onWarning: (warning: string) => void;
}

/** What MET Norway's terms allow without an agreement. */
const MET_NORWAY_RATE: Rate = { calls: 20, perMs: 1000 };

function callsOf(source: Source, rate: Rate | undefined, parts: SourceParts): SourceCalls {
  const { clock, random, onCall, variables } = parts;
  return new SourceCalls({
    ...{ source, clock, random, onCall },
    rateLimit: rate && new RateLimit(rate, clock),
    timeoutMs: variables.WEATHER_TIMEOUT_MS,
    retries: variables.WEATHER_RETRIES,
  });
}

/** The key as of now; one that was there at the start may have been taken away since. */
function presentKey(findKey: () => ApiKey | undefined): ApiKey {
  const key = findKey();
  if (key !== undefined) return key;
  throw new ConfigurationError(['OPENWEATHER_API_KEY: the key is gone from where it stood']);
}

function openWeather(parts: SourceParts): WeatherSource {
  const { variables, findKey, clock } = parts;
  const calls = variables.OPENWEATHER_RATE_LIMIT;
  const rate = calls === 0 ? undefined : { calls, perMs: 60_000 };
  return new OpenWeatherSource({
    url: variables.OPENWEATHER_URL,
    units: variables.OPENWEATHER_UNITS,
    key: () => presentKey(findKey),
    calls: callsOf('openweathermap_current', rate, parts),
    now: clock.now,
  });
}

function metNorway(contact: string, parts: SourceParts): WeatherSource {
  const { variables, clock, onWarning } = parts;
  const directory = variables.WEATHER_CACHE_DIR;
  return new MetNorwaySource({
    url: variables.MET_NORWAY_URL,
    userAgent: `weather-platform/${packageJson.version} ${contact}`,
    calls: callsOf('met_norway_locationforecast', MET_NORWAY_RATE, parts),
    cache: directory === undefined ? new MemoryAnswerCache() : new FileAnswerCache(directory),
    now: clock.now,
    onWarning,
  });
}

/** The names that the sources' products carry. */
export const SOURCE_NAMES: Readonly<Record<SourceKind, Source>> = {
  openweather: 'openweathermap_current',
  'met-norway': 'met_norway_locationforecast',
  replay: 'replay',
};

/** The source that was chosen. Nothing is asked yet. */
export function openSource(choice: SourceChoice, parts: SourceParts): WeatherSource {
  switch (choice.kind) {
    case 'openweather':
      return openWeather(parts);
    case 'met-norway':
      return metNorway(choice.contact, parts);
    case 'replay':
      return new ReplaySource();
  }
}
