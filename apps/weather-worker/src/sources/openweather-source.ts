import {
  identityOf,
  openWeatherFaultSchema,
  type City,
  type FetchedAnswer,
  type UnitSystem,
} from '@weather/weather-domain';
import { Secret } from '@weather/vault-secrets';
import { z } from 'zod';
import type { ApiKey } from '../config/api-key';
import { asObject, objectOf, parsedJson, type JsonObject } from './answer-body';
import type { HttpAnswer } from './http-get';
import { SourceError, UnauthorizedError } from './source-error';
import { failureOfAnswer, reasonOfStatus, type SourceCalls } from './source-calls';
import type { FetchRequest, WeatherSource } from './weather-source';

/** How OpenWeather is asked. */
export interface OpenWeatherSettings {
  /** The endpoint, without a query. */
  readonly url: string;
  readonly units: UnitSystem;
  /** The key as of now. */
  readonly key: () => ApiKey;
  readonly calls: SourceCalls;
  readonly now: () => Date;
}

const identified = z.object({
  coord: z.object({ lat: z.number(), lon: z.number() }),
  dt: z.number(),
});

/** Empty when the answer lacks what a product is identified by; it is no reading then either. */
function identityIn(text: string, answer: JsonObject): string {
  const parts = identified.safeParse(answer);
  return parts.success ? identityOf(text, { ...parts.data.coord, dt: parts.data.dt }) : '';
}

/** What OpenWeather says instead of weather. */
function faultIn(answer: JsonObject | undefined): { cod: number; said: string } | undefined {
  const fault = openWeatherFaultSchema.safeParse(answer);
  if (!fault.success || fault.data.cod === 200) return undefined;
  return { cod: fault.data.cod, said: fault.data.message ?? '' };
}

/** `text` without the key: a server may repeat the query in what it says. */
function withoutKey(text: string, { secret }: ApiKey): string {
  const inQuery = new Secret(encodeURIComponent(secret.reveal()));
  return inQuery.redact(secret.redact(text));
}

function refusal(key: ApiKey, said: string): UnauthorizedError {
  const fix = `check the key in ${key.place}; a new one takes up to two hours to work`;
  return new UnauthorizedError('OpenWeather', said === '' ? 'HTTP 401' : said, fix);
}

/** Current weather of OpenWeather: https://openweathermap.org/current */
export class OpenWeatherSource implements WeatherSource {
  readonly name = 'openweathermap_current';

  constructor(private readonly settings: OpenWeatherSettings) {}

  fetch(city: City, { signal }: FetchRequest): Promise<FetchedAnswer> {
    const key = this.settings.key();
    const url = this.urlFor(city, key);
    const headers = { accept: 'application/json' };
    return this.settings.calls.get({ city, url, headers, signal }, (answer) =>
      this.read(city, answer, key),
    );
  }

  private urlFor({ lat, lon }: City, { secret }: ApiKey): URL {
    const url = new URL(this.settings.url);
    url.searchParams.set('lat', String(lat));
    url.searchParams.set('lon', String(lon));
    url.searchParams.set('appid', secret.reveal());
    url.searchParams.set('units', this.settings.units);
    return url;
  }

  private read(city: City, http: HttpAnswer, key: ApiKey): FetchedAnswer {
    if (http.status !== 200) throw this.failure(city, http, key);
    const answer = objectOf(city, http.text);
    const fault = faultIn(answer);
    if (fault !== undefined) {
      throw this.failure(city, { ...http, status: fault.cod }, key);
    }
    return {
      city,
      collected_at: this.settings.now().toISOString(),
      source: this.name,
      units: this.settings.units,
      identity: identityIn(http.text, answer),
      answer,
    };
  }

  private failure(city: City, http: HttpAnswer, key: ApiKey): Error {
    const said = withoutKey(faultIn(asObject(parsedJson(http.text)))?.said ?? '', key);
    if (http.status === 401) return refusal(key, said);
    if (http.status >= 300 && http.status < 400) return redirection(city, http, key);
    return failureOfAnswer(city, http, { said, now: this.settings.now() });
  }
}

function redirection(city: City, { status, headers }: HttpAnswer, key: ApiKey): SourceError {
  const [target = 'nowhere'] = (headers.location ?? '').split('?');
  const because = `HTTP ${status} to ${withoutKey(target, key)}, which is not followed because the key would go along: set OPENWEATHER_URL to the right address`;
  return new SourceError(city, { reason: reasonOfStatus(status), because, status });
}
