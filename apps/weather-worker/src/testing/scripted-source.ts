import { cityLabel, type City, type FetchedAnswer } from '@weather/weather-domain';
import { replayedAnswer } from '../sources/replay-source';
import { SourceError, type SourceFailure } from '../sources/source-error';
import type { FetchRequest, WeatherSource } from '../sources/weather-source';

/** What becomes of a city: an answer, a failure, or whatever is thrown. */
export type Script = (
  city: City,
  request: FetchRequest,
) => FetchedAnswer | SourceFailure | Promise<FetchedAnswer | SourceFailure>;

/** A recorded answer for `city`, collected at `collectedAt` as a live source would. */
export function answerFor(city: City, at: Date, collectedAt = at.toISOString()): FetchedAnswer {
  return { ...replayedAnswer(city, at), collected_at: collectedAt };
}

/** An answer without a temperature: a quality check will set it aside. */
export function brokenAnswerFor(city: City, at: Date): FetchedAnswer {
  return { ...replayedAnswer(city, at), answer: { coord: { lat: city.lat, lon: city.lon } } };
}

/** A source that follows a script, and remembers whom it was asked about. */
export class ScriptedSource implements WeatherSource {
  readonly name = 'replay';
  readonly asked: string[] = [];

  constructor(private readonly script: Script = (city, { at }) => answerFor(city, at)) {}

  async fetch(city: City, request: FetchRequest): Promise<FetchedAnswer> {
    this.asked.push(cityLabel(city));
    const result = await this.script(city, request);
    if (typeof result !== 'string') return result;
    throw new SourceError(city, { reason: result, because: `scripted ${result}` });
  }
}
