import { hash } from 'node:crypto';
import { cityLabel, identityOf, type City, type FetchedAnswer } from '@weather/weather-domain';
import { RECORDINGS, type RecordedAnswer, type Recording } from '../recordings/recordings';
import type { FetchRequest, WeatherSource } from './weather-source';

const HOUR_MS = 3_600_000;
const DAY_SECONDS = 86_400;
/** Sources measure every ten minutes or so. */
const OBSERVED_EVERY_SECONDS = 600;
const NEAR_DEGREES = 0.1;

function isNear({ lat, lon }: City, { answer: { coord } }: Recording): boolean {
  return Math.abs(lat - coord.lat) <= NEAR_DEGREES && Math.abs(lon - coord.lon) <= NEAR_DEGREES;
}

/** The recordings that are whole answers: those rebuilt from lines stand in for their own place only. */
const ELSEWHERE = RECORDINGS.filter(({ answer }) => 'base' in answer);
/** What is only true of the place of the recording. */
const OF_THE_PLACE = ['id', 'timezone'];

/** The recording for `city` at `at`: one of its own by turns, or else one that is always the same. */
function recordingFor(city: City, at: Date): Recording & { readonly isOwn: boolean } {
  const own = RECORDINGS.filter((recording) => isNear(city, recording));
  const isOwn = own.length > 0;
  const turn = isOwn
    ? Math.abs(Math.floor(at.getTime() / HOUR_MS))
    : Number.parseInt(hash('sha1', cityLabel(city)).slice(0, 8), 16);
  const candidates = isOwn ? own : ELSEWHERE;
  const recording = candidates[turn % candidates.length];
  if (recording === undefined) throw new Error('there are no recordings');
  return { ...recording, isOwn };
}

/** The answer as if it had been given for another place: nothing that is only true of its own. */
function movedTo(city: City, answer: RecordedAnswer): RecordedAnswer {
  const { dt, sys } = answer;
  const parts = Object.entries(answer).filter(([part]) => !OF_THE_PLACE.includes(part));
  return {
    ...Object.fromEntries(parts),
    dt,
    coord: { lon: city.lon, lat: city.lat },
    sys: { sunrise: sys.sunrise, sunset: sys.sunset },
    name: city.name ?? '',
  };
}

/** The answer as if it had been given at `seconds` (Unix): the sun keeps its time of day. */
function movedInTime(answer: RecordedAnswer, seconds: number): RecordedAnswer {
  const { sys } = answer;
  const days = Math.floor(seconds / DAY_SECONDS) - Math.floor(sys.sunrise / DAY_SECONDS);
  const shift = days * DAY_SECONDS;
  const sun = { sunrise: sys.sunrise + shift, sunset: sys.sunset + shift };
  const dt = Math.floor(seconds / OBSERVED_EVERY_SECONDS) * OBSERVED_EVERY_SECONDS;
  return { ...answer, dt, sys: { ...sys, ...sun } };
}

/**
 * What a replay answers for `city` at `at`: a recorded answer with the time, and where it is of
 * another place the place, of the request. The same request gives the same answer.
 */
export function replayedAnswer(city: City, at: Date): FetchedAnswer {
  const { units, answer: recorded, isOwn } = recordingFor(city, at);
  const placed = isOwn ? recorded : movedTo(city, recorded);
  const answer = movedInTime(placed, Math.floor(at.getTime() / 1000));
  const identity = identityOf(JSON.stringify(answer), { ...answer.coord, dt: answer.dt });
  return { city, collected_at: at.toISOString(), source: 'replay', units, identity, answer };
}

/** Recorded answers, for demonstrations and tests. The products say so in `source`. */
export class ReplaySource implements WeatherSource {
  readonly name = 'replay';

  async fetch(city: City, { at, signal }: FetchRequest): Promise<FetchedAnswer> {
    signal.throwIfAborted();
    return Promise.resolve(replayedAnswer(city, at));
  }
}
