import { QualityLedger, transformAnswer, DEFAULT_CITIES } from '@weather/weather-domain';
import { PUBLISHED_LINES } from '@weather/weather-domain/testing';
import { RECORDINGS } from '../recordings/recordings';
import { replayedAnswer, ReplaySource } from './replay-source';

const LUXEMBOURG = { name: 'Luxembourg', lat: 49.6116, lon: 6.1319 };
const CHICAGO = { name: 'Chicago', lat: 41.8781, lon: -87.6298 };
const OSLO = { name: 'Oslo', lat: 59.91, lon: 10.75 };
const AT = new Date('2026-11-23T12:34:56Z');

interface Answer {
  readonly coord: { readonly lat: number; readonly lon: number };
  readonly dt: number;
  readonly name: string;
  readonly main: { readonly temp: number };
  readonly sys: { readonly sunrise: number; readonly sunset: number; readonly country?: string };
}

function answerOf(city: { name?: string; lat: number; lon: number }, at = AT): Answer {
  return replayedAnswer(city, at).answer as Answer;
}

describe('replay', () => {
  it('gives the same bytes for the same time', async () => {
    const request = { at: AT, signal: new AbortController().signal };
    const [first, second] = await Promise.all([
      new ReplaySource().fetch(CHICAGO, request),
      new ReplaySource().fetch(CHICAGO, request),
    ]);
    expect(JSON.stringify(first)).toBe(JSON.stringify(second));
    expect(first).toMatchObject({ source: 'replay', collected_at: '2026-11-23T12:34:56.000Z' });
  });

  it('observes at the last full ten minutes', () => {
    expect(answerOf(OSLO).dt).toBe(Date.parse('2026-11-23T12:30:00Z') / 1000);
  });

  it('keeps the time of day of the sun', () => {
    const { sunrise, sunset } = answerOf(CHICAGO).sys;
    expect(new Date(sunrise * 1000).toISOString()).toBe('2026-11-23T12:11:05.000Z');
    expect(new Date(sunset * 1000).toISOString()).toBe('2026-11-23T22:58:31.000Z');
  });

  it('turns between the recordings of a city by the hour', () => {
    const temperatures = [0, 1, 2].map(
      (hours) => answerOf(LUXEMBOURG, new Date(AT.getTime() + hours * 3_600_000)).main.temp,
    );
    expect(new Set(temperatures)).toEqual(new Set([12.32, 12.5]));
    expect(temperatures[0]).toBe(temperatures[2]);
  });

  it('answers with what was published for a city of its own', () => {
    const [luxembourg, chicago] = PUBLISHED_LINES.map((line) => JSON.parse(line) as object);
    for (const [city, line] of [
      [LUXEMBOURG, luxembourg],
      [CHICAGO, chicago],
    ] as const) {
      const at = new Date('2025-10-22T22:45:17Z');
      const result = transformAnswer(replayedAnswer(city, at), new QualityLedger());
      const { temp, feels_like, humidity, pressure, wind_speed, wind_deg } = line as Answer &
        Record<string, number>;
      expect(result).toMatchObject({
        product: {
          feels_like,
          humidity,
          pressure,
          wind_deg,
          wind_speed,
          temp,
          location_name: city.name,
        },
      });
    }
  });

  it('answers another place with its coordinates and name, and nothing of the place recorded', () => {
    const answer = answerOf(OSLO);
    expect(answer).toMatchObject({ coord: { lat: 59.91, lon: 10.75 }, name: 'Oslo' });
    expect(answer.sys.country).toBeUndefined();
    expect(answer).not.toHaveProperty('id');
    expect(answerOf({ lat: 1.5, lon: 2.5 }).name).toBe('');
  });

  it('always chooses the same recording for another place, and not the same for all', () => {
    const places = Array.from({ length: 40 }, (_, index) => ({
      name: `city ${index}`,
      lat: -50,
      lon: index,
    }));
    const temperatures = places.map((place) => answerOf(place).main.temp);
    expect(places.map((place) => answerOf(place).main.temp)).toEqual(temperatures);
    expect(new Set(temperatures).size).toBeGreaterThan(3);
  });

  it('remembers the units of a recording', () => {
    expect(replayedAnswer({ name: 'London', lat: 51.51, lon: -0.13 }, AT).units).toBe('standard');
    expect(replayedAnswer(LUXEMBOURG, AT).units).toBe('metric');
  });

  it('has only recordings that pass every check', () => {
    const ledger = new QualityLedger();
    const cities = [
      ...DEFAULT_CITIES,
      ...RECORDINGS.map(({ answer: { coord, name } }) => ({ name, ...coord })),
    ];
    const unique = [...new Map(cities.map((city) => [city.name, city])).values()];
    for (const city of unique) transformAnswer(replayedAnswer(city, AT), ledger);
    expect(ledger.results(unique).filter(({ passed }) => !passed)).toEqual([]);
  });
});
