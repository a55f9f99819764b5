import { expectationOf, RECORDED_ANSWERS, recordedAnswer } from '@weather/weather-domain/testing';
import { Secret } from '@weather/vault-secrets';
import { readingOf, transformAnswer, QualityLedger } from '@weather/weather-domain';
import { inspect } from 'node:util';
import { SkippingClock } from '../testing/clocks';
import {
  fault,
  json,
  startStandIn,
  weatherAt,
  type StandIn,
  type StandInAnswer,
  type StandInCall,
} from '../testing/stand-in';
import { OpenWeatherSource } from './openweather-source';
import { SourceCalls, type SourceCall } from './source-calls';
import { SourceError, UnauthorizedError } from './source-error';

const KEY = 'k3y-that+nobody/may=see';
const OSLO = { name: 'Oslo', lat: 59.91, lon: 10.75 };
const AT = new Date('2026-11-23T12:00:00Z');

describe('OpenWeatherSource', () => {
  let standIn: StandIn | undefined;
  let clock: SkippingClock;
  let told: SourceCall[];

  beforeEach(() => {
    clock = new SkippingClock();
    told = [];
  });

  afterEach(() => standIn?.close());

  async function sourceFor(
    answerTo: (call: StandInCall) => StandInAnswer,
    changes: { retries?: number; timeoutMs?: number } = {},
  ): Promise<OpenWeatherSource> {
    standIn = await startStandIn(answerTo);
    return sourceAt(standIn.url, changes);
  }

  function sourceAt(url: string, { retries = 3, timeoutMs = 2000 } = {}): OpenWeatherSource {
    const calls = new SourceCalls({
      source: 'openweathermap_current',
      rateLimit: undefined,
      timeoutMs,
      retries,
      clock,
      random: () => 0.5,
      onCall: (call) => told.push(call),
    });
    const key = () => ({ secret: new Secret(KEY), place: '/run/secrets/key', isExposed: false });
    return new OpenWeatherSource({ url, units: 'metric', key, calls, now: () => AT });
  }

  function fetchOslo(source: OpenWeatherSource, signal = new AbortController().signal) {
    return source.fetch(OSLO, { at: AT, signal });
  }

  async function failureOf(source: OpenWeatherSource): Promise<SourceError> {
    const failure: unknown = await fetchOslo(source).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (!(failure instanceof SourceError)) throw new Error(`no SourceError: ${String(failure)}`);
    return failure;
  }

  it('asks for the place in the units, with the key', async () => {
    const source = await sourceFor(weatherAt);
    await fetchOslo(source);
    expect(Object.fromEntries(standIn?.calls[0]?.query ?? [])).toEqual({
      lat: '59.91',
      lon: '10.75',
      appid: KEY,
      units: 'metric',
    });
  });

  it.each(RECORDED_ANSWERS)('hands %s on so that the expected line comes of it', async (name) => {
    const source = await sourceFor(() => json(recordedAnswer(name)));
    const { line, identity } = expectationOf(name);
    const city = { lat: line.lat, lon: line.lon };
    const fetched = await source.fetch(city, { at: AT, signal: new AbortController().signal });
    const result = transformAnswer(
      { ...fetched, collected_at: line.collected_at },
      new QualityLedger(),
    );
    expect(fetched.identity).toBe(identity);
    expect(result).toMatchObject({ kind: 'product', product: line });
  });

  it('writes the numbers of the identity as they were sent', async () => {
    const body = JSON.stringify(recordedAnswer('riga-standard-2023')).replace(
      '"lat":57',
      '"lat":57.0',
    );
    const source = await sourceFor(() => ({ body }));
    const { identity } = await fetchOslo(source);
    expect(identity).toMatch(/^57\.0,24\.0833,\d+$/);
  });

  it('stamps the answer with the time it came, and keeps it as it is', async () => {
    const source = await sourceFor(() => json(recordedAnswer('odesa-metric-2022')));
    expect(await fetchOslo(source)).toMatchObject({
      city: OSLO,
      collected_at: '2026-11-23T12:00:00.000Z',
      source: 'openweathermap_current',
      units: 'metric',
      answer: recordedAnswer('odesa-metric-2022'),
    });
  });

  it('passes on an answer that lacks parts, for the checks to set aside', async () => {
    const source = await sourceFor(() => json({ cod: 200, name: 'Oslo' }));
    const fetched = await fetchOslo(source);
    expect(fetched.identity).toBe('');
    expect(() => readingOf(fetched)).toThrow('coord');
  });

  it.each([
    ['an empty body', '', 'the answer is empty'],
    ['garbage', '<html>busy</html>', 'the answer is no JSON object (17 characters)'],
    ['a list', '[]', 'no JSON object'],
    ['null', 'null', 'no JSON object'],
  ])('takes %s for an invalid answer', async (_what, body, message) => {
    const failure = await failureOf(await sourceFor(() => ({ body })));
    expect(failure.reason).toBe('invalid_answer');
    expect(failure.message).toContain(message);
    expect(standIn?.calls).toHaveLength(1);
  });

  it.each([
    ['404 as text', { cod: '404', message: 'city not found' }, 'not_found'],
    ['400 as text', { cod: '400', message: 'Nothing to geocode' }, 'bad_request'],
    ['a number that is no status', { cod: 7 }, 'invalid_answer'],
  ])('takes an error inside HTTP 200 for one: %s', async (_what, body, reason) => {
    const failure = await failureOf(await sourceFor(() => json(body)));
    expect(failure.reason).toBe(reason);
  });

  it('retries an error inside HTTP 200 like the status it names', async () => {
    const source = await sourceFor((call) =>
      call.index === 0 ? json({ cod: 429, message: 'slow down' }) : weatherAt(call),
    );
    await fetchOslo(source);
    expect(standIn?.calls).toHaveLength(2);
  });

  it.each([
    [400, 'bad_request'],
    [404, 'not_found'],
  ] as const)('never repeats HTTP %d', async (status, reason) => {
    const failure = await failureOf(await sourceFor(() => fault(status)));
    expect(failure).toMatchObject({ reason, status });
    expect(standIn?.calls).toHaveLength(1);
    expect(told).toEqual([expect.objectContaining({ outcome: reason })]);
  });

  it.each([
    ['429', () => fault(429), 'rate_limited'],
    ['500', () => ({ status: 500 }), 'server_error'],
    ['503', () => ({ status: 503, body: 'busy' }), 'server_error'],
    ['a broken connection', () => ({ isBroken: true }), 'network'],
  ])('repeats %s, at growing distances', async (_what, answer, reason) => {
    const failure = await failureOf(await sourceFor(answer));
    expect(failure.reason).toBe(reason);
    expect(standIn?.calls).toHaveLength(4);
    expect(clock.naps).toEqual([250, 500, 1000]);
    expect(told.map(({ outcome }) => outcome)).toEqual(Array(4).fill(reason));
  });

  it('succeeds when a repetition does', async () => {
    const source = await sourceFor((call) =>
      call.index < 2 ? { status: 502 } : weatherAt(call, 1_795_435_200),
    );
    expect((await fetchOslo(source)).identity).toBe('59.91,10.75,1795435200');
    expect(told.map(({ outcome }) => outcome)).toEqual(['server_error', 'server_error', 'ok']);
  });

  it.each([
    ['seconds', '7', 7000],
    ['a date', 'Mon, 23 Nov 2026 12:00:09 GMT', 9000],
    ['more than a minute, up to one', '86400', 60_000],
    ['a date that has passed', 'Mon, 23 Nov 2026 11:00:00 GMT', 0],
  ])('waits as long as Retry-After asks: %s', async (_what, header, ms) => {
    const source = await sourceFor((call) =>
      call.index === 0 ? { ...fault(429), headers: { 'retry-after': header } } : weatherAt(call),
    );
    await fetchOslo(source);
    expect(clock.naps).toEqual([ms + 250]);
  });

  it.each(['before-headers', 'in-body'] as const)(
    'gives up on an answer that stalls %s',
    async (stalls) => {
      const source = await sourceFor(() => ({ stalls, body: '{"cod":200}' }), {
        retries: 0,
        timeoutMs: 60,
      });
      const failure = await failureOf(source);
      expect(failure.reason).toBe('timeout');
      expect(failure.message).toMatch(
        /no weather for Oslo: no answer from 127\.0\.0\.1:\d+ within 60 ms/,
      );
    },
  );

  it('refuses a body that does not end', async () => {
    const body = Buffer.alloc(1024 * 1024 + 1, ' ');
    const failure = await failureOf(await sourceFor(() => ({ body })));
    expect(failure).toMatchObject({ reason: 'invalid_answer' });
    expect(failure.message).toContain('longer than 1048576 bytes');
  });

  it('tells of a host that cannot be reached', async () => {
    const gone = await startStandIn(weatherAt);
    await gone.close();
    const failure = await failureOf(sourceAt(gone.url, { retries: 0 }));
    expect(failure).toMatchObject({ reason: 'network' });
    expect(failure.message).toMatch(/no answer from 127\.0\.0\.1:\d+ \(.*ECONNREFUSED.*\)/);
    expect(inspect(failure, { depth: 9 })).not.toContain('k3y');
  });

  it('does not take the key along a redirect, and says where it leads', async () => {
    const elsewhere = await startStandIn(weatherAt);
    const location = `${elsewhere.url}?appid=${encodeURIComponent(KEY)}`;
    const failure = await failureOf(
      await sourceFor(() => ({ status: 302, headers: { location } })),
    );
    expect(failure.message).toContain(`HTTP 302 to ${elsewhere.url}`);
    expect(elsewhere.calls).toHaveLength(0);
    await elsewhere.close();
  });

  it.each([
    ['HTTP 401', fault(401)],
    [
      'HTTP 200 with 401 inside',
      json({ cod: 401, message: `Invalid key ${KEY} (${encodeURIComponent(KEY)})` }),
    ],
  ])('refuses to go on after %s, naming the file and not the key', async (_what, answer) => {
    const source = await sourceFor(() => answer);
    const failure: unknown = await fetchOslo(source).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UnauthorizedError);
    expect(String(failure)).toContain('/run/secrets/key');
    expect(inspect(failure, { depth: 9 })).not.toMatch(/k3y|k3y-that%2B/);
    expect(standIn?.calls).toHaveLength(1);
    expect(told).toEqual([expect.objectContaining({ outcome: 'unauthorized' })]);
  });

  it('ends at once with the signal, and counts no call', async () => {
    const controller = new AbortController();
    const source = await sourceFor(() => {
      controller.abort(new Error('enough'));
      return { stalls: 'before-headers' };
    });
    await expect(fetchOslo(source, controller.signal)).rejects.toThrow('enough');
    expect(told).toEqual([]);
  });
});
