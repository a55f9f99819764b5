import { startTracing } from '@weather/telemetry';
import type { City } from '@weather/weather-domain';
import { PipelineRig } from '../testing/pipeline-rig';
import { answerFor, brokenAnswerFor, ScriptedSource } from '../testing/scripted-source';
import type { Tracer } from './step-tracker';

type Span = ReturnType<Tracer['startSpan']>;

describe('runPipeline', () => {
  let rig: PipelineRig;

  beforeEach(() => {
    rig = new PipelineRig();
  });

  it('publishes a line for each city, in their order', async () => {
    const outcome = await rig.run();
    expect(outcome).toMatchObject({
      status: 'published',
      at: '2026-11-23T12:00:00.000Z',
      keys: [rig.key],
      key: rig.key,
      rows: 2,
      bytes: rig.store.objects.get(rig.key)?.bytes.length,
      sha256: rig.store.objects.get(rig.key)?.summary.sha256,
      cities: { configured: 2, published: 2, failed: [] },
      quarantined: 0,
    });
    expect(rig.citiesIn(rig.key)).toEqual(['Luxembourg', 'Chicago']);
    expect(outcome.checks.every(({ passed }) => passed)).toBe(true);
    expect(rig.steps).toEqual([
      'fetch_weather started',
      'transform_weather started',
      'fetch_weather succeeded',
      'transform_weather succeeded',
      'upload_to_s3 started',
      'upload_to_s3 succeeded',
    ]);
  });

  it('fetches nothing when every city stands there already', async () => {
    await rig.run();
    const source = new ScriptedSource();
    const outcome = await rig.run({ source });
    expect(source.asked).toEqual([]);
    expect(outcome).toMatchObject({
      status: 'unchanged',
      keys: [rig.key],
      key: rig.key,
      rows: 2,
      checks: [],
    });
    expect(outcome.cities).toEqual({ configured: 2, published: 2, failed: [] });
  });

  it('publishes the others when a city fails, and says which is missing', async () => {
    const source = new ScriptedSource((city) =>
      city.name === 'Chicago' ? 'not_found' : answerFor(city, rig.at),
    );
    const outcome = await rig.run({ source });
    expect(outcome.status).toBe('partial');
    expect(outcome.cities).toEqual({
      configured: 2,
      published: 1,
      failed: [
        {
          city: 'Chicago',
          reason: 'not_found',
          message: 'no weather for Chicago: scripted not_found',
        },
      ],
    });
    expect(outcome.checks.find(({ name }) => name === 'completeness')?.passed).toBe(false);
    expect(rig.citiesIn(rig.key)).toEqual(['Luxembourg']);
  });

  it('adds only what was missing when it is run again', async () => {
    await rig.run({
      source: new ScriptedSource((city) =>
        city.name === 'Chicago' ? 'timeout' : answerFor(city, rig.at),
      ),
    });
    const source = new ScriptedSource();
    const outcome = await rig.run({ source });
    expect(source.asked).toEqual(['Chicago']);
    expect(outcome).toMatchObject({
      status: 'published',
      keys: [rig.key, rig.nextKey],
      key: rig.nextKey,
      rows: 1,
    });
    expect([rig.citiesIn(rig.key), rig.citiesIn(rig.nextKey)]).toEqual([
      ['Luxembourg'],
      ['Chicago'],
    ]);
    expect(await rig.run()).toMatchObject({ status: 'unchanged', keys: [rig.key, rig.nextKey] });
  });

  it('sets aside a line that fails a check, and counts its city as missing', async () => {
    const source = new ScriptedSource((city) =>
      city.name === 'Chicago' ? brokenAnswerFor(city, rig.at) : answerFor(city, rig.at),
    );
    const outcome = await rig.run({ source });
    expect(outcome).toMatchObject({
      status: 'partial',
      quarantined: 1,
      quarantineKeys: [rig.quarantineKey],
    });
    expect(outcome.cities.failed).toEqual([
      expect.objectContaining({ city: 'Chicago', reason: 'quarantined' }),
    ]);
    expect(JSON.parse(rig.store.textOf(rig.quarantineKey) ?? '')).toMatchObject({
      checks: ['schema'],
      fetched: { city: { name: 'Chicago' } },
    });
  });

  it('sets aside the same city once only, although the answers differ', async () => {
    const collectedAt = ['2026-11-23T12:00:01.000Z', '2026-11-23T12:00:02.000Z'];
    for (const collected_at of collectedAt) {
      const source = new ScriptedSource((city) => ({
        ...brokenAnswerFor(city, rig.at),
        collected_at,
      }));
      expect(await rig.run({ source })).toMatchObject({
        quarantined: 2,
        quarantineKeys: [rig.quarantineKey],
      });
    }
    expect(rig.keys).toEqual([rig.quarantineKey]);
    expect(rig.store.textOf(rig.quarantineKey)).not.toContain(collectedAt[1]);
  });

  it('fails when every line is set aside, and keeps them', async () => {
    const outcome = await rig.run({
      source: new ScriptedSource((city) => brokenAnswerFor(city, rig.at)),
    });
    expect(outcome).toMatchObject({ status: 'failed', quarantined: 2 });
    expect(rig.keys).toEqual([rig.quarantineKey]);
    expect(rig.steps).toEqual(
      expect.arrayContaining(['transform_weather failed', 'upload_to_s3 succeeded']),
    );
  });

  it('leaves one object when two workers run the same hour at once', async () => {
    let collected = 0;
    const source = new ScriptedSource((city) => {
      collected += 1;
      return answerFor(city, rig.at, new Date(rig.at.getTime() + collected).toISOString());
    });
    const outcomes = await Promise.all([rig.run({ source }), rig.run({ source })]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['published', 'unchanged']);
    expect(collected).toBe(4);
    expect(rig.keys).toEqual([rig.key]);
  });

  it('tells cities without a name apart by what the source calls them and where they lie', async () => {
    const cities = [
      { lat: 1, lon: 2 },
      { lat: 3, lon: 4 },
    ];
    const source = new ScriptedSource((city) =>
      city.lat === 3 ? 'timeout' : answerFor(city, rig.at),
    );
    await rig.run({ cities, source });
    const outcome = await rig.run({ cities });
    expect(outcome).toMatchObject({ status: 'published', keys: [rig.key, rig.nextKey], rows: 1 });
    expect(rig.citiesIn(rig.nextKey)).toEqual(['3,4']);
  });

  it('compares with the newest product before it', async () => {
    const cold = (city: City) => {
      const answer = answerFor(city, rig.at);
      const body = answer.answer as { main: object };
      return { ...answer, answer: { ...body, main: { ...body.main, temp: -20 } } };
    };
    await rig.run();
    const at = new Date('2026-11-23T13:00:00Z');
    const { checks } = await rig.run({ source: new ScriptedSource(cold) }, { at });
    expect(checks.find(({ name }) => name === 'step_change')).toMatchObject({
      passed: false,
      failed: 2,
    });
  });

  it('makes one span a run and one a step', async () => {
    const { tracer } = await startTracing('test', {});
    const spans: string[] = [];
    const recording = {
      startSpan: (name: string) => {
        spans.push(name);
        return tracer.startSpan(name);
      },
      startActiveSpan: <T>(name: string, work: (span: Span) => T) => {
        spans.push(name);
        return tracer.startActiveSpan(name, work);
      },
    };
    await rig.run({ tracer: recording as Tracer });
    expect(spans).toEqual([
      'weather_product_job',
      'fetch_weather',
      'transform_weather',
      'upload_to_s3',
    ]);
  });
});
