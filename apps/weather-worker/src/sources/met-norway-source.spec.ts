import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { QualityLedger, transformAnswer } from '@weather/weather-domain';
import { metNorwayAnswer } from '@weather/weather-domain/testing';
import { SkippingClock } from '../testing/clocks';
import {
  startStandIn,
  type StandIn,
  type StandInAnswer,
  type StandInCall,
} from '../testing/stand-in';
import { temporaryDirectory } from '../testing/temporary-directory';
import { FileAnswerCache, MemoryAnswerCache, type AnswerCache } from './met-norway-cache';
import { MetNorwaySource } from './met-norway-source';
import { SourceCalls } from './source-calls';
import { SourceError, UnauthorizedError } from './source-error';

const CITY = { name: 'Luxembourg', lat: 49.611654321, lon: 6.1319 };
const AT = new Date('2026-11-23T12:00:00Z');
const BODY = JSON.stringify(metNorwayAnswer());
const MODIFIED = 'Mon, 23 Nov 2026 11:55:00 GMT';

const fresh: StandInAnswer = {
  body: BODY,
  headers: { expires: 'Mon, 23 Nov 2026 12:30:00 GMT', 'last-modified': MODIFIED },
};

describe('MetNorwaySource', () => {
  const directory = temporaryDirectory();
  let standIn: StandIn | undefined;
  let clock: SkippingClock;
  let warnings: string[];

  beforeEach(() => {
    clock = new SkippingClock(AT);
    warnings = [];
  });

  afterEach(() => standIn?.close());

  function sourceAt(url: string, cache: AnswerCache = new MemoryAnswerCache()): MetNorwaySource {
    const calls = new SourceCalls({
      source: 'met_norway_locationforecast',
      rateLimit: undefined,
      timeoutMs: 2000,
      retries: 0,
      clock,
      random: () => 0,
      onCall: () => undefined,
    });
    const userAgent = 'weather-platform/0.1.0 weather@example.org';
    const onWarning = (warning: string) => warnings.push(warning);
    return new MetNorwaySource({ url, userAgent, calls, cache, now: clock.now, onWarning });
  }

  async function sourceFor(answerTo: (call: StandInCall) => StandInAnswer, cache?: AnswerCache) {
    standIn = await startStandIn(answerTo);
    return sourceAt(standIn.url, cache);
  }

  const fetchFrom = (source: MetNorwaySource) =>
    source.fetch(CITY, { at: AT, signal: new AbortController().signal });

  it('asks with at most four decimals, says who asks, and takes gzip', async () => {
    await fetchFrom(await sourceFor(() => fresh));
    const [call] = standIn?.calls ?? [];
    expect(call?.query.toString()).toBe('lat=49.6117&lon=6.1319');
    expect(call?.headers['user-agent']).toBe('weather-platform/0.1.0 weather@example.org');
    expect(call?.headers['accept-encoding']).toContain('gzip');
  });

  it('unpacks an answer and hands it on so that a product comes of it', async () => {
    const headers = { ...fresh.headers, 'content-encoding': 'gzip' };
    const fetched = await fetchFrom(await sourceFor(() => ({ body: gzipSync(BODY), headers })));
    expect(fetched).toMatchObject({
      source: 'met_norway_locationforecast',
      units: 'metric',
      collected_at: '2026-11-23T12:00:00.000Z',
      answer: metNorwayAnswer(),
    });
    expect(fetched.identity).toMatch(/^[\d.]+,[\d.]+,\d{10}$/);
    expect(transformAnswer(fetched, new QualityLedger())).toMatchObject({
      kind: 'product',
      product: { location_name: 'Luxembourg', source: 'met_norway_locationforecast' },
    });
  });

  it('asks nothing before the answer expires', async () => {
    const source = await sourceFor(() => fresh);
    const first = await fetchFrom(source);
    clock.pass(29 * 60_000);
    expect(await fetchFrom(source)).toEqual(first);
    expect(standIn?.calls).toHaveLength(1);
  });

  it('asks whether there is anything newer afterwards, and uses what it has when not', async () => {
    const later = { expires: 'Mon, 23 Nov 2026 13:30:00 GMT' };
    const source = await sourceFor(({ index }) =>
      index === 0 ? fresh : { status: 304, headers: later },
    );
    const first = await fetchFrom(source);
    clock.pass(31 * 60_000);
    const second = await fetchFrom(source);
    expect(standIn?.calls[1]?.headers['if-modified-since']).toBe(MODIFIED);
    expect(second.answer).toEqual(first.answer);
    expect(second.collected_at).toBe('2026-11-23T12:31:00.000Z');
    clock.pass(30 * 60_000);
    await fetchFrom(source);
    expect(standIn?.calls).toHaveLength(2);
  });

  it('asks every time when an answer does not say how long it is good', async () => {
    const source = await sourceFor(() => ({ body: BODY }));
    await fetchFrom(source);
    clock.pass(1);
    await fetchFrom(source);
    expect(standIn?.calls).toHaveLength(2);
    expect(standIn?.calls[1]?.headers['if-modified-since']).toBeUndefined();
  });

  it('keeps answers in a directory from one process to the next', async () => {
    const first = await fetchFrom(await sourceFor(() => fresh, new FileAnswerCache(directory)));
    const second = await fetchFrom(sourceAt(standIn?.url ?? '', new FileAnswerCache(directory)));
    expect(second).toEqual(first);
    expect(standIn?.calls).toHaveLength(1);
    expect(readdirSync(directory)).toEqual([
      expect.stringMatching(/^met-norway-[0-9a-f]{32}\.json$/),
    ]);
  });

  it('asks anew when a kept answer cannot be read', async () => {
    const source = await sourceFor(() => fresh, new FileAnswerCache(directory));
    await fetchFrom(source);
    for (const name of readdirSync(directory)) writeFileSync(join(directory, name), '{"half');
    await fetchFrom(source);
    expect(standIn?.calls).toHaveLength(2);
  });

  it('forgets the oldest answers when they outgrow its memory', async () => {
    const cache = new MemoryAnswerCache(5);
    const kept = { expires: AT.toISOString(), collectedAt: AT.toISOString() };
    for (const body of ['aa', 'bb', 'cc']) await cache.set(body, { ...kept, body });
    expect(await cache.get('aa')).toBeUndefined();
    expect((await cache.get('bb'))?.body).toBe('bb');
    await cache.set('bb', { ...kept, body: 'bbb' });
    expect((await cache.get('cc'))?.body).toBe('cc');
  });

  it('warns of a version that will be shut down, and uses its answer', async () => {
    const fetched = await fetchFrom(await sourceFor(() => ({ ...fresh, status: 203 })));
    expect(fetched.answer).toEqual(metNorwayAnswer());
    expect(warnings).toEqual([expect.stringContaining('203')]);
  });

  it('ends the run when it is forbidden, and says what the terms want', async () => {
    const failure: unknown = await fetchFrom(await sourceFor(() => ({ status: 403 }))).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(UnauthorizedError);
    expect(String(failure)).toContain('set MET_NORWAY_CONTACT');
  });

  it('explains HTTP 429', async () => {
    const failure: unknown = await fetchFrom(await sourceFor(() => ({ status: 429 }))).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(SourceError);
    expect(failure).toMatchObject({ reason: 'rate_limited', isRetryable: true });
    expect(String(failure)).toContain('too many calls or no contact');
  });

  it('does not keep what is no answer', async () => {
    const source = await sourceFor(({ index }) =>
      index === 0 ? { ...fresh, body: 'busy' } : fresh,
    );
    await expect(fetchFrom(source)).rejects.toThrow('no JSON object');
    await expect(fetchFrom(source)).resolves.toMatchObject({ answer: metNorwayAnswer() });
  });
});
