import { launchBackfill, untilBackfilled } from '../../servers/dagster-queries';
import { HOUR_MS, JOB, partitionOf, REPLAY, WeatherInDagster } from '../dagster/weather-in-dagster';

jest.setTimeout(1_000_000);

describe('a backfill in a real Dagster', () => {
  let weather: WeatherInDagster;

  beforeAll(async () => {
    weather = await WeatherInDagster.start();
  });

  afterAll(() => weather.stop());

  it('fills 48 keys for 48 hours', async () => {
    const start = new Date('2026-10-01T00:00:00Z');
    const hours = Array.from({ length: 48 }, (_, hour) => start.getTime() + hour * HOUR_MS);
    const { api } = weather.dagster;
    const backfill = await launchBackfill(api, JOB, {
      partitions: hours.map((hour) => partitionOf(new Date(hour))),
      runConfig: { ops: { fetch_weather: { config: REPLAY } } },
    });
    expect(await untilBackfilled(api, backfill, 900)).toBe('COMPLETED_SUCCESS');
    const keys = await weather.keysBetween('2026-10-01T00:00:00Z', '2026-10-03T00:00:00Z');
    expect(keys).toEqual(hours.map((hour) => weather.keys.keyFor(new Date(hour))));
  });
});
