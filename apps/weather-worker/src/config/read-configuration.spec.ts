import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError, type Environment } from '@weather/vault-secrets';
import { DEFAULT_CITIES } from '@weather/weather-domain';
import { splitOptions, type GivenOptions, OPTION_VALUES } from '../commands/options';
import { temporaryDirectory } from '../testing/temporary-directory';
import { readConfiguration } from './read-configuration';
import { workerVariables } from './variables';

const KEY = 'a-key-nobody-may-see';

describe('readConfiguration', () => {
  const directory = temporaryDirectory();
  const keyFile = join(directory, 'key');
  writeFileSync(keyFile, `${KEY}\n`);

  function read(environment: Environment, given: GivenOptions = {}, needsSource = true) {
    const shape = { '--at': OPTION_VALUES['--at'] };
    return readConfiguration(environment, { ...splitOptions(given), shape, needsSource });
  }

  function faultsOf(environment: Environment, given: GivenOptions = {}, needsSource = true) {
    try {
      read(environment, given, needsSource);
    } catch (error) {
      if (error instanceof ConfigurationError) return error.faults;
      throw error;
    }
    return [];
  }

  it('has a default for everything but the source', () => {
    const { variables, cities, source } = read({ WEATHER_SOURCE: 'replay' });
    expect(variables).toMatchObject({
      OPENWEATHER_URL: 'https://api.openweathermap.org/data/2.5/weather',
      OPENWEATHER_UNITS: 'metric',
      OPENWEATHER_RATE_LIMIT: 60,
      WEATHER_CONCURRENCY: 8,
      WEATHER_TIMEOUT_MS: 10_000,
      WEATHER_RETRIES: 3,
      WEATHER_CRON: '0 * * * *',
      WEATHER_CATCH_UP: 'latest',
      WORKER_PORT: 8001,
      WEATHER_STOP_TIMEOUT_SECONDS: 20,
      DEMO_FAILURE_RATE: 0.5,
      WEATHER_RESULTS_PREFIX: 'weather-products/',
    });
    expect(cities).toBe(DEFAULT_CITIES);
    expect(source).toEqual({ kind: 'replay' });
  });

  it('describes every variable, since the reference is made of that', () => {
    const silent = Object.entries(workerVariables).filter(([, type]) => !type.description);
    expect(silent.map(([name]) => name)).toEqual([]);
  });

  it('lets options win over the environment, and that over the file of secrets', () => {
    const file = join(directory, 'all.env');
    writeFileSync(file, 'WEATHER_CONCURRENCY=2\nWEATHER_RETRIES=2\nWEATHER_TIMEOUT_MS=2\n');
    const environment = {
      ENV_FILE: file,
      WEATHER_RETRIES: '3',
      WEATHER_TIMEOUT_MS: '3',
      WEATHER_SOURCE: 'replay',
    };
    expect(read(environment, { timeoutMs: '4' }).variables).toMatchObject({
      WEATHER_CONCURRENCY: 2,
      WEATHER_RETRIES: 3,
      WEATHER_TIMEOUT_MS: 4,
    });
  });

  it('names all faults of options, environment and files at once, with their places', () => {
    const file = join(directory, 'faults.env');
    writeFileSync(file, 'WEATHER_RETRIES=many\n');
    const environment = {
      ENV_FILE: file,
      OPENWEATHER_URL: 'api.openweathermap.org',
      WEATHER_STORE_DIR: './products',
      WEATHER_RESULTS_BUCKET: 'a-bucket',
      WEATHER_CRON: '61 * * * *',
    };
    const given = { concurrency: '0', at: 'yesterday', source: 'sonar', cities: '[{"lat":91}]' };
    expect(faultsOf(environment, given)).toEqual([
      '--source="sonar": expected one of openweather, met-norway, replay',
      'OPENWEATHER_URL (environment)="api.openweathermap.org": expected a URL such as https://api.openweathermap.org/data/2.5/weather',
      '--concurrency="0": expected cities at a time: a whole number from 1 to 256',
      `WEATHER_RETRIES (${file})="many": expected retries: a whole number from 0 to 20`,
      expect.stringMatching(
        /^WEATHER_CRON \(environment\)="61 \* \* \* \*": expected a cron expression of five fields/,
      ),
      '--at="yesterday": expected an instant with its zone, such as 2026-11-23T12:00:00Z',
      expect.stringMatching(/^--cities: \[0\]\["lat"\] is 91: /),
      expect.stringMatching(/^--cities: \[0\]\["lon"\] is missing: /),
      'WEATHER_STORE_DIR (environment)="./products" and WEATHER_RESULTS_BUCKET="a-bucket" are both set: unset one',
    ]);
  });

  it('tells once of a file of secrets that cannot be used', () => {
    const environment = {
      ENV_FILE: join(directory, 'none'),
      WEATHER_SOURCE: 'replay',
      WEATHER_RETRIES: 'x',
    };
    expect(faultsOf(environment)).toEqual([
      `cannot use the secrets in ${join(directory, 'none')}: there is no such file`,
      'WEATHER_RETRIES (environment)="x": expected retries: a whole number from 0 to 20',
    ]);
  });

  it('refuses a query behind the endpoint', () => {
    const environment = {
      WEATHER_SOURCE: 'replay',
      OPENWEATHER_URL: 'http://127.0.0.1:1/weather?appid=a-key',
    };
    const [fault] = faultsOf(environment);
    expect(fault).toContain('leave out what begins with "?"');
    expect(fault).not.toContain('a-key');
  });

  describe('cities', () => {
    const environment = { WEATHER_SOURCE: 'replay' };

    it('come from the setting or from a file', () => {
      const file = join(directory, 'cities.json');
      const cities = [{ name: 'Oslo', lat: 59.91, lon: 10.75 }];
      writeFileSync(file, JSON.stringify(cities));
      expect(read({ ...environment, WEATHER_CITIES: JSON.stringify(cities) }).cities).toEqual(
        cities,
      );
      expect(read(environment, { cities: `@${file}` }).cities).toEqual(cities);
    });

    it.each([
      ['[{"lat":1,"lon":2', 'is not JSON'],
      ['[]', 'the value is []: '],
      ['{"lat":1,"lon":2}', 'the value is {"lat":1,"lon":2}: '],
      [
        '[{"lat":1,"lon":2},{"lat":1,"lon":2}]',
        '[1]["name"] is missing: "1,2" stands at 0 already',
      ],
      ['[{"lat":1,"lon":2,"country":"NO"}]', 'Unrecognized key: "country"'],
    ])('say what is wrong with %s', (value, fault) => {
      const [first] = faultsOf({ ...environment, WEATHER_CITIES: value });
      expect(first).toMatch(/^WEATHER_CITIES \(environment\): /);
      expect(first).toContain(fault);
    });

    it('name the file and the path inside it', () => {
      const file = join(directory, 'bad-cities.json');
      writeFileSync(file, '[{"name":"Oslo","lat":"59.91","lon":10.75}]');
      expect(faultsOf({ ...environment, WEATHER_CITIES: `@${file}` })[0]).toContain(
        `${file}: [0]["lat"] is "59.91": `,
      );
      expect(faultsOf({ ...environment, WEATHER_CITIES: '@/nowhere.json' })[0]).toBe(
        'WEATHER_CITIES (environment): cannot read /nowhere.json: there is no such file or directory',
      );
    });
  });

  describe('the source', () => {
    it('is OpenWeather when there is a key and nothing else is said', () => {
      const { source, findKey } = read({ OPENWEATHER_API_KEY_FILE: keyFile });
      expect(source).toMatchObject({
        kind: 'openweather',
        key: { place: keyFile, isExposed: false },
      });
      expect(findKey()?.secret.reveal()).toBe(KEY);
    });

    it('may have its key in the file of all secrets', () => {
      const file = join(directory, 'key.env');
      writeFileSync(file, `OPENWEATHER_API_KEY=${KEY}\n`);
      expect(read({ ENV_FILE: file }).source).toMatchObject({
        key: { place: file, isExposed: false },
      });
    });

    it('takes a key from the environment, and knows that it is exposed', () => {
      expect(read({ OPENWEATHER_API_KEY: KEY }).source).toMatchObject({
        key: { place: 'the environment variable OPENWEATHER_API_KEY', isExposed: true },
      });
    });

    it('is never replay unless it is asked for: without a key three ways out are named', () => {
      const [fault, ...more] = faultsOf({});
      expect(more).toEqual([]);
      for (const way of [
        'OPENWEATHER_API_KEY_FILE',
        'WEATHER_SOURCE=met-norway',
        'WEATHER_SOURCE=replay',
      ]) {
        expect(fault).toContain(way);
      }
    });

    it('needs a key for OpenWeather and a contact for MET Norway', () => {
      expect(faultsOf({ WEATHER_SOURCE: 'openweather' })[0]).toContain(
        'OPENWEATHER_API_KEY: there is none',
      );
      expect(faultsOf({ WEATHER_SOURCE: 'met-norway' })[0]).toContain(
        'MET_NORWAY_CONTACT: is not set',
      );
      expect(faultsOf({ WEATHER_SOURCE: 'met-norway', MET_NORWAY_CONTACT: 'me' })[0]).toContain(
        'expected a mail address',
      );
      expect(read({ WEATHER_SOURCE: 'met-norway', MET_NORWAY_CONTACT: 'a@b.org' }).source).toEqual({
        kind: 'met-norway',
        contact: 'a@b.org',
      });
    });

    it('refuses a key that cannot be one, without showing it', () => {
      const faults = faultsOf({ OPENWEATHER_API_KEY: `${KEY} ${KEY}` });
      expect(faults).toEqual([
        'OPENWEATHER_API_KEY from the environment variable OPENWEATHER_API_KEY: it is empty or holds white space',
      ]);
    });

    it('is not looked for by commands that need none', () => {
      expect(faultsOf({}, {}, false)).toEqual([]);
    });
  });
});
