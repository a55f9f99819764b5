import { identityOf, type City, type FetchedAnswer } from '@weather/weather-domain';
import { z } from 'zod';
import { objectOf, type JsonObject } from './answer-body';
import type { HttpAnswer } from './http-get';
import type { AnswerCache, KeptAnswer } from './met-norway-cache';
import { UnauthorizedError } from './source-error';
import { failureOfAnswer, type SourceCalls } from './source-calls';
import type { FetchRequest, WeatherSource } from './weather-source';

/** How MET Norway is asked. Its terms: https://api.met.no/doc/TermsOfService */
export interface MetNorwaySettings {
  /** The endpoint, without a query. */
  readonly url: string;
  /** Names this program and whom to write to; the terms ask for it. */
  readonly userAgent: string;
  readonly calls: SourceCalls;
  readonly cache: AnswerCache;
  readonly now: () => Date;
  /** Told what its operator should know. */
  readonly onWarning: (warning: string) => void;
}

const CONTACT_FIX =
  'set MET_NORWAY_CONTACT to a mail address or URL of yours, and see https://api.met.no/doc/TermsOfService';

/** Only as exact as the terms allow: four decimals are 11 m. */
function coordinate(degrees: number): string {
  return String(Number(degrees.toFixed(4)));
}

const identified = z.object({
  geometry: z.object({ coordinates: z.tuple([z.number(), z.number()]).rest(z.number()) }),
  properties: z.object({
    timeseries: z.tuple([z.object({ time: z.iso.datetime() })]).rest(z.unknown()),
  }),
});

/** Empty when the answer lacks what a product is identified by; it is no reading then either. */
function identityIn(answer: JsonObject): string {
  const parts = identified.safeParse(answer);
  if (!parts.success) return '';
  const [lon, lat] = parts.data.geometry.coordinates;
  const dt = Date.parse(parts.data.properties.timeseries[0].time) / 1000;
  return identityOf('', { lat, lon, dt });
}

/** The instant in the header `Expires`; without one the answer is stale at once. */
function expiryIn({ headers }: HttpAnswer, now: Date): string {
  const expires = Date.parse(headers.expires ?? '');
  return new Date(Number.isNaN(expires) ? now : expires).toISOString();
}

/** The forecast for now of MET Norway's Locationforecast 2.0, which needs no key. */
export class MetNorwaySource implements WeatherSource {
  readonly name = 'met_norway_locationforecast';

  constructor(private readonly settings: MetNorwaySettings) {}

  async fetch(city: City, { signal }: FetchRequest): Promise<FetchedAnswer> {
    const url = this.urlFor(city);
    const kept = await this.settings.cache.get(url.href);
    const isFresh = kept !== undefined && this.settings.now() < new Date(kept.expires);
    const answer = isFresh ? kept : await this.ask({ city, url, signal }, kept);
    const body = objectOf(city, answer.body);
    return {
      city,
      collected_at: answer.collectedAt,
      source: this.name,
      units: 'metric',
      identity: identityIn(body),
      answer: body,
    };
  }

  private urlFor({ lat, lon }: City): URL {
    const url = new URL(this.settings.url);
    url.searchParams.set('lat', coordinate(lat));
    url.searchParams.set('lon', coordinate(lon));
    return url;
  }

  private async ask(
    question: { readonly city: City; readonly url: URL; readonly signal: AbortSignal },
    kept: KeptAnswer | undefined,
  ): Promise<KeptAnswer> {
    const headers = {
      'user-agent': this.settings.userAgent,
      accept: 'application/json',
      ...(kept?.lastModified === undefined ? {} : { 'if-modified-since': kept.lastModified }),
    };
    const answer = await this.settings.calls.get({ ...question, headers }, (http) =>
      this.read(question.city, http, kept),
    );
    await this.settings.cache.set(question.url.href, answer);
    return answer;
  }

  private read(city: City, http: HttpAnswer, kept: KeptAnswer | undefined): KeptAnswer {
    const now = this.settings.now();
    const stamp = { expires: expiryIn(http, now), collectedAt: now.toISOString() };
    if (http.status === 304 && kept !== undefined) return { ...kept, ...stamp };
    if (http.status === 203) {
      this.settings.onWarning('MET Norway answers 203: this version of its API will be shut down');
    } else if (http.status !== 200) throw this.failure(city, http);
    // A body that cannot be used is not worth keeping.
    objectOf(city, http.text);
    const lastModified = http.headers['last-modified'];
    return { ...stamp, lastModified, body: http.text };
  }

  private failure(city: City, http: HttpAnswer): Error {
    if (http.status === 401 || http.status === 403) {
      return new UnauthorizedError('MET Norway', `HTTP ${http.status}`, CONTACT_FIX);
    }
    const said = http.status === 429 ? `too many calls or no contact: ${CONTACT_FIX}` : '';
    return failureOfAnswer(city, http, { said, now: this.settings.now() });
  }
}
