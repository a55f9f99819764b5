import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { contentOf, picture, requireChromium } from '../../servers/chromium';
import { JOB, partitionOf, REPLAY, WeatherInDagster } from '../dagster/weather-in-dagster';
import { ApiUnderTest } from '../platform/platform-under-test';

/** What is of use is copied from here into docs/images, by hand: pictures differ each time. */
const PICTURES = resolve(import.meta.dirname, '..', '..', '..', '..', 'dist', 'screenshots');
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
const HOUR = new Date('2026-10-20T05:00:00Z');

jest.setTimeout(180_000);

describe('what a browser shows', () => {
  let weather: WeatherInDagster;
  let profile: string;

  beforeAll(async () => {
    await requireChromium((line) => process.stderr.write(`${line}\n`));
    mkdirSync(PICTURES, { recursive: true });
    profile = mkdtempSync(join(tmpdir(), 'weather-browser-'));
    weather = await WeatherInDagster.start();
  }, 600_000);

  afterAll(async () => {
    await weather.stop();
    rmSync(profile, { recursive: true, force: true });
  });

  async function takePicture(name: string, url: string): Promise<Buffer> {
    const file = join(PICTURES, `${name}.png`);
    rmSync(file, { force: true });
    await picture({ url, profile }, file);
    return readFileSync(file);
  }

  it('is the run with its three steps, in the pages of Dagster', async () => {
    const { api, url } = weather.dagster;
    const run = await api.launch(JOB, {
      tags: { 'dagster/partition': partitionOf(HOUR) },
      runConfig: { ops: { fetch_weather: { config: REPLAY } } },
    });
    expect(await api.untilEnded(run)).toBe('SUCCESS');
    const page = { url: `${url}/runs/${run}`, profile };

    const content = await contentOf(page);
    for (const step of ['fetch_weather', 'transform_weather', 'upload_to_s3']) {
      expect(content).toContain(step);
    }
    expect((await takePicture('dagster-run', page.url)).subarray(0, 4)).toEqual(PNG);
  });

  it('is every route of the API, without a network', async () => {
    const api = await ApiUnderTest.start(weather.apiEnvironment);
    try {
      const page = { url: `${api.url}/docs`, profile };
      const content = await contentOf(page);
      for (const route of ['/products', '/products/latest', '/cities', '/health', '/metrics']) {
        expect(content).toContain(`data-path="${route}"`);
      }
      expect((await takePicture('api-docs', page.url)).subarray(0, 4)).toEqual(PNG);
    } finally {
      await api.process.stop();
    }
  });
});
