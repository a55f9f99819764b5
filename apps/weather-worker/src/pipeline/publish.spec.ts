import { ObjectConflictError, ObjectStoreError, ProductKeys } from '@weather/s3-store';
import { MemoryObjectStore } from '@weather/s3-store/testing';
import { sampleProduct } from '@weather/weather-domain/testing';
import { encodeProduct } from '@weather/weather-domain';
import { sharedAbort } from '../timing/shared-abort';
import type { OwnedLine } from './owners';
import { publish, standingOn, type Shelf } from './publish';
import { productShelf } from './shelves';

const AT = new Date('2026-11-23T12:00:00Z');
const PREFIX = 'weather-products/2026/11/23/';
const KEY = `${PREFIX}120000.jsonl`;
const { signal } = sharedAbort();

function line(owner: string, temp = 1): OwnedLine {
  return { owner, text: encodeProduct(sampleProduct({ location_name: owner, temp })) };
}

describe('publish', () => {
  let store: MemoryObjectStore;
  let shelf: Shelf;

  beforeEach(() => {
    store = new MemoryObjectStore();
    shelf = productShelf({ store, keys: new ProductKeys() }, AT, signal);
  });

  const keys = () => [...store.objects.keys()];

  it('writes the lines under the key of their time', async () => {
    const lines = [line('Oslo'), line('Rome')];
    const { written } = await publish(shelf, lines);
    expect(written).toMatchObject({ key: KEY, rows: 2, bytes: store.textOf(KEY)?.length });
    expect(store.textOf(KEY)).toBe(lines.map(({ text }) => text).join('\n'));
    expect(store.objects.get(KEY)?.contentType).toBe('application/x-ndjson');
  });

  it('writes no empty object', async () => {
    expect((await publish(shelf, [])).written).toBeUndefined();
    expect(keys()).toEqual([]);
  });

  it('changes nothing when the same bytes stand there', async () => {
    await publish(shelf, [line('Oslo')]);
    const again = await publish(shelf, [line('Oslo')]);
    expect(again.written).toBeUndefined();
    expect(again.standing.objects).toEqual([expect.objectContaining({ key: KEY })]);
    expect(keys()).toEqual([KEY]);
  });

  it('changes nothing when another run published the same cities first', async () => {
    await publish(shelf, [line('Oslo', 1), line('Rome', 1)]);
    const second = await publish(shelf, [line('Rome', 2), line('Oslo', 2)]);
    expect(second.written).toBeUndefined();
    expect(keys()).toEqual([KEY]);
  });

  it('adds what another run lacks in the next second, and overwrites nothing', async () => {
    await publish(shelf, [line('Oslo', 1)]);
    const standing = store.textOf(KEY);
    const second = await publish(shelf, [line('Oslo', 2), line('Rome', 2)]);
    expect(second.written).toMatchObject({ key: `${PREFIX}120001.jsonl`, rows: 1 });
    expect(store.textOf(KEY)).toBe(standing);
    expect(store.textOf(`${PREFIX}120001.jsonl`)).toBe(line('Rome', 2).text);
  });

  it('looks at every object of the time before it adds a line', async () => {
    await publish(shelf, [line('Oslo')]);
    await publish(shelf, [line('Rome')]);
    const third = await publish(shelf, [line('Rome', 3), line('Bern', 3)]);
    expect(third.written).toMatchObject({ key: `${PREFIX}120002.jsonl`, rows: 1 });
    expect((await standingOn(shelf)).owners).toEqual(
      new Set(['Oslo', 'Rome', 'Bern'].flatMap((name) => [name, `${name} at 49.6117,6.13`])),
    );
  });

  it('passes over lines of other programs that it cannot read', async () => {
    store.plant(KEY, 'not JSON\n\n{"location_name":"Oslo"}\n');
    const { written } = await publish(shelf, [line('Oslo')]);
    expect(written?.key).toBe(`${PREFIX}120001.jsonl`);
    expect(store.textOf(KEY)).toBe('not JSON\n\n{"location_name":"Oslo"}\n');
  });

  it('tries again when the object that was in its way is gone', async () => {
    const create = store.create.bind(store);
    let refusals = 0;
    store.create = (key, object, options) => {
      refusals += 1;
      if (refusals > 1) return create(key, object, options);
      return Promise.reject(
        new ObjectConflictError({ location: 'memory', subject: key }, 'a', 'b'),
      );
    };
    expect((await publish(shelf, [line('Oslo')])).written?.key).toBe(KEY);
  });

  it('gives up on an object that comes and goes', async () => {
    store.create = (key) =>
      Promise.reject(new ObjectConflictError({ location: 'memory', subject: key }, 'a', 'b'));
    await expect(publish(shelf, [line('Oslo')])).rejects.toThrow(ObjectConflictError);
  });

  it('fails rather than go further than a minute', async () => {
    for (let second = 0; second < 60; second += 1) store.plant(shelf.keyAfter(second), 'x');
    await expect(publish(shelf, [line('Oslo')])).rejects.toThrow(ObjectStoreError);
    expect(keys()).toHaveLength(60);
  });

  it('leaves one object when many publish the same time at once', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        publish(shelf, [line('Oslo', index), line('Rome', index)]),
      ),
    );
    expect(outcomes.filter(({ written }) => written !== undefined)).toHaveLength(1);
    expect(keys()).toEqual([KEY]);
  });

  it('loses no line and repeats none when many publish different parts at once', async () => {
    const names = ['Oslo', 'Rome', 'Bern', 'Graz', 'Cork'];
    await Promise.all(
      names.map((_, index) =>
        publish(
          shelf,
          names.slice(0, index + 1).map((name) => line(name, index)),
        ),
      ),
    );
    const published = keys().flatMap((key) => (store.textOf(key) ?? '').split('\n'));
    const cities = published.map(
      (text) => (JSON.parse(text) as { location_name: string }).location_name,
    );
    expect(cities.sort()).toEqual([...names].sort());
  });
});
