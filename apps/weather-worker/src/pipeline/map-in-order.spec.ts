import { settled } from '../testing/clocks';
import { mapInOrder } from './map-in-order';

const { signal } = new AbortController();

async function collected<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

/** Work that is done when told to be. */
class Desk {
  readonly begun: number[] = [];
  readonly signals: AbortSignal[] = [];
  private readonly done = new Map<
    number,
    { resolve: () => void; reject: (error: Error) => void }
  >();

  readonly work = (item: number, ended: AbortSignal): Promise<number> =>
    new Promise((resolve, reject) => {
      this.begun.push(item);
      this.signals.push(ended);
      ended.addEventListener('abort', () => {
        reject(ended.reason as Error);
      });
      this.done.set(item, {
        resolve: () => {
          resolve(item);
        },
        reject,
      });
    });

  finish(item: number): void {
    this.done.get(item)?.resolve();
  }

  fail(item: number, error: Error): void {
    this.done.get(item)?.reject(error);
  }
}

describe('mapInOrder', () => {
  it('keeps the order of the items whichever is done first', async () => {
    const work = async (ms: number) => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      return ms;
    };
    const bounds = { concurrency: 3, signal };
    expect(await collected(mapInOrder([9, 1, 5, 0, 3], work, bounds))).toEqual([9, 1, 5, 0, 3]);
  });

  it('works on no more than so many items at a time', async () => {
    const desk = new Desk();
    const results = collected(mapInOrder([0, 1, 2, 3, 4], desk.work, { concurrency: 2, signal }));
    await settled();
    expect(desk.begun).toEqual([0, 1]);
    desk.finish(1);
    await settled();
    expect(desk.begun).toEqual([0, 1, 2]);
    for (const item of [0, 2, 3, 4]) {
      desk.finish(item);
      await settled();
    }
    expect(await results).toEqual([0, 1, 2, 3, 4]);
  });

  it('gets no further ahead of the reader than the window', async () => {
    const desk = new Desk();
    const items = Array.from({ length: 100 }, (_, index) => index);
    const results = mapInOrder(items, desk.work, { concurrency: 2, window: 5, signal });
    void results.next();
    await settled();
    for (let item = 1; item < 20; item += 1) {
      desk.finish(item);
      await settled();
    }
    expect(desk.begun).toEqual([0, 1, 2, 3, 4]);
    desk.finish(0);
    await results.return();
  });

  it('ends all other work at the first failure, although an earlier item is not done', async () => {
    const desk = new Desk();
    const results = collected(mapInOrder([0, 1, 2, 3], desk.work, { concurrency: 3, signal }));
    await settled();
    desk.fail(2, new Error('refused'));
    await expect(results).rejects.toThrow('refused');
    expect(desk.begun).toEqual([0, 1, 2]);
    expect(desk.signals.every(({ aborted }) => aborted)).toBe(true);
  });

  it('ends the work when the reader goes', async () => {
    const desk = new Desk();
    for await (const first of mapInOrder(
      [0, 1, 2],
      async (item, ended) => {
        if (item > 0) return desk.work(item, ended);
        return item;
      },
      { concurrency: 3, signal },
    )) {
      expect(first).toBe(0);
      break;
    }
    expect(desk.signals.every(({ aborted }) => aborted)).toBe(true);
  });

  it('fails with the reason of the signal, between items too', async () => {
    const controller = new AbortController();
    const results = mapInOrder([0, 1], (item) => Promise.resolve(item), {
      concurrency: 1,
      signal: controller.signal,
    });
    await results.next();
    controller.abort(new Error('enough'));
    await expect(results.next()).rejects.toThrow('enough');
    await expect(
      collected(
        mapInOrder([0], (item) => Promise.resolve(item), {
          concurrency: 1,
          signal: controller.signal,
        }),
      ),
    ).rejects.toThrow('enough');
  });

  it('is through with nothing at once', async () => {
    expect(
      await collected(mapInOrder([], () => Promise.resolve(1), { concurrency: 4, signal })),
    ).toEqual([]);
  });
});
