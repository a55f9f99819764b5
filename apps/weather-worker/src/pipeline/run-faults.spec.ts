import { ObjectStoreError } from '@weather/s3-store';
import { FaultyObjectStore } from '@weather/s3-store/testing';
import { UnauthorizedError } from '../sources/source-error';
import { PipelineRig } from '../testing/pipeline-rig';
import { answerFor, ScriptedSource } from '../testing/scripted-source';
describe('runPipeline, when something fails', () => {
  let rig: PipelineRig;

  beforeEach(() => {
    rig = new PipelineRig();
  });

  it('stays partial while the missing city keeps failing', async () => {
    const source = new ScriptedSource((city) =>
      city.name === 'Chicago' ? 'timeout' : answerFor(city, rig.at),
    );
    await rig.run({ source });
    expect(await rig.run({ source })).toMatchObject({
      status: 'partial',
      key: rig.key,
      cities: { published: 1 },
    });
    expect(rig.keys).toEqual([rig.key]);
  });

  it('fails, and writes nothing, when no city has an answer', async () => {
    const outcome = await rig.run({ source: new ScriptedSource(() => 'server_error') });
    expect(outcome).toMatchObject({ status: 'failed', keys: [], key: undefined, rows: 0 });
    expect(outcome.cities).toMatchObject({ published: 0 });
    expect(rig.keys).toEqual([]);
    expect(rig.steps).toEqual(['fetch_weather started', 'fetch_weather failed']);
  });

  it('goes on without the product before when it cannot be read', async () => {
    const faulty = new FaultyObjectStore(rig.store);
    faulty.break('fails', 'keys');
    expect(await rig.run({ store: faulty })).toMatchObject({ status: 'published' });
    expect(rig.events).toContainEqual({
      kind: 'previous-unknown',
      error: expect.any(ObjectStoreError) as unknown,
    });
  });

  it('asks no source when the store does not answer', async () => {
    const faulty = new FaultyObjectStore(rig.store);
    faulty.break('fails');
    const source = new ScriptedSource();
    await expect(rig.run({ store: faulty, source })).rejects.toThrow(ObjectStoreError);
    expect(source.asked).toEqual([]);
    expect(rig.events.map(({ kind }) => kind)).toEqual(['run-started', 'run-failed']);
  });

  it('fails the upload when the store refuses to write', async () => {
    const faulty = new FaultyObjectStore(rig.store);
    faulty.break('fails', 'create');
    await expect(rig.run({ store: faulty })).rejects.toThrow('could not create');
    expect(rig.steps.slice(-2)).toEqual(['upload_to_s3 started', 'upload_to_s3 failed']);
  });

  it('stops at once when the source refuses, with what is in flight', async () => {
    const ended: boolean[] = [];
    const source = new ScriptedSource((city, { signal }) => {
      if (city.name === 'Chicago')
        throw new UnauthorizedError('OpenWeather', 'HTTP 401', 'check /run/key');
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          ended.push(true);
          reject(signal.reason as Error);
        });
      });
    });
    await expect(rig.run({ source })).rejects.toThrow('check /run/key');
    expect(ended).toEqual([true]);
    expect(rig.keys).toEqual([]);
    expect(rig.steps).toEqual(['fetch_weather started', 'fetch_weather failed']);
  });

  it('ends with the signal', async () => {
    const controller = new AbortController();
    const source = new ScriptedSource((city) => {
      controller.abort(new Error('enough'));
      return answerFor(city, rig.at);
    });
    await expect(rig.run({ source }, { signal: controller.signal })).rejects.toThrow('enough');
    expect(rig.keys).toEqual([]);
  });
});
