import { SkippingClock } from '../testing/clocks';
import { RateLimit } from './rate-limit';

describe('RateLimit', () => {
  const { signal } = new AbortController();

  /** When each of `count` calls passes, in milliseconds. */
  async function passesOf(calls: number, perMs: number, count: number): Promise<number[]> {
    const clock = new SkippingClock();
    const limit = new RateLimit({ calls, perMs }, clock);
    const passes: number[] = [];
    for (let index = 0; index < count; index += 1) {
      await limit.pass(signal);
      passes.push(clock.elapsed());
    }
    return passes;
  }

  it('lets calls within the limit pass at once', async () => {
    expect(await passesOf(3, 1000, 3)).toEqual([0, 0, 0]);
  });

  it('has no window of a minute with more calls than the limit', async () => {
    const passes = await passesOf(60, 60_000, 200);
    const crowds = passes.map(
      (from) => passes.filter((t) => t >= from && t <= from + 60_000).length,
    );
    expect(Math.max(...crowds)).toBe(60);
    expect(passes.at(-1)).toBeLessThan(4 * 62_000);
  });

  it('lets those pass first who came first', async () => {
    const clock = new SkippingClock();
    const limit = new RateLimit({ calls: 1, perMs: 1000 }, clock);
    const order: string[] = [];
    await Promise.all(
      ['a', 'b', 'c'].map((name) => limit.pass(signal).then(() => order.push(name))),
    );
    expect(order).toEqual(['a', 'b', 'c']);
    expect(clock.naps).toEqual([1020, 1020]);
  });

  it('ends the wait with the signal', async () => {
    const clock = new SkippingClock();
    const limit = new RateLimit({ calls: 1, perMs: 1000 }, clock);
    await limit.pass(signal);
    await expect(limit.pass(AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });

  it('forgives what lies further back than the window', async () => {
    const clock = new SkippingClock();
    const limit = new RateLimit({ calls: 1, perMs: 1000 }, clock);
    await limit.pass(signal);
    clock.pass(1500);
    await limit.pass(signal);
    expect(clock.naps).toEqual([]);
  });
});
