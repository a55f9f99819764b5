import type { CatchUpPolicy } from '../config/variables';
import { ManualClock, settled } from '../testing/clocks';
import { Occurrences } from './occurrences';
import { ScheduleLoop } from './schedule-loop';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Setting {
  readonly start?: string;
  readonly catchUp?: CatchUpPolicy;
  readonly jitterMs?: number;
  readonly windowHours?: number;
  /** Times, as `HH:MM`, that have a product already. */
  readonly published?: readonly string[];
  /** How long a run takes. */
  readonly runMs?: number;
}

const time = (at: Date) => at.toISOString().slice(11, 16);

/** A schedule that does not really run anything. */
class Stage {
  readonly clock: ManualClock;
  readonly log: string[] = [];
  readonly stop = new AbortController();
  readonly loop: ScheduleLoop;
  ended = false;

  constructor(setting: Setting = {}) {
    const { start = '2026-11-23T12:30:00Z', catchUp = 'none', jitterMs = 0, runMs = 0 } = setting;
    const clock = new ManualClock(new Date(start));
    this.clock = clock;
    const published = new Set(setting.published);
    const occurrences = new Occurrences('0 * * * *');
    const catchUpWindowMs = (setting.windowHours ?? 24) * HOUR;
    this.loop = new ScheduleLoop(
      { occurrences, jitterMs, catchUp, catchUpWindowMs },
      {
        clock,
        random: () => 0.5,
        hasProduct: (at) => Promise.resolve(published.has(time(at))),
        run: async (at) => {
          this.log.push(`run ${time(at)}`);
          if (runMs > 0) await clock.sleep(runMs);
          published.add(time(at));
        },
        onSkip: (reason, at) => this.log.push(`${reason} ${time(at)}`),
      },
    );
  }

  async start(): Promise<this> {
    void this.loop.start(this.stop.signal).then(() => (this.ended = true));
    await settled();
    return this;
  }
}

describe('ScheduleLoop', () => {
  it('runs what is due, when it is due', async () => {
    const stage = await new Stage().start();
    await stage.clock.advance(30 * MINUTE - 1);
    expect(stage.log).toEqual([]);
    await stage.clock.advance(1);
    expect(stage.log).toEqual(['run 13:00']);
    await stage.clock.advance(2 * HOUR);
    expect(stage.log).toEqual(['run 13:00', 'run 14:00', 'run 15:00']);
  });

  it('begins so much later as it drew', async () => {
    const stage = await new Stage({ jitterMs: 10 * MINUTE }).start();
    await stage.clock.advance(35 * MINUTE - 1);
    expect(stage.log).toEqual([]);
    await stage.clock.advance(1);
    expect(stage.log).toEqual(['run 13:00']);
  });

  it('skips what falls due while a run goes on', async () => {
    const stage = await new Stage({ runMs: 2.5 * HOUR }).start();
    await stage.clock.advance(4 * HOUR);
    expect(stage.log).toEqual(['run 13:00', 'overlap 14:00', 'overlap 15:00', 'run 16:00']);
  });

  describe('at its start', () => {
    it('makes up for nothing when told so', async () => {
      expect((await new Stage().start()).log).toEqual([]);
    });

    it('makes up for the latest time', async () => {
      expect((await new Stage({ catchUp: 'latest' }).start()).log).toEqual(['run 12:00']);
    });

    it('leaves the latest time alone when it has a product', async () => {
      expect((await new Stage({ catchUp: 'latest', published: ['12:00'] }).start()).log).toEqual(
        [],
      );
    });

    it('makes up for all times of the window without a product', async () => {
      const stage = new Stage({ catchUp: 'all', windowHours: 4, published: ['10:00'] });
      expect((await stage.start()).log).toEqual(['run 09:00', 'run 11:00', 'run 12:00']);
    });

    it('makes up for what falls due meanwhile, too', async () => {
      const stage = await new Stage({ catchUp: 'all', windowHours: 2, runMs: 20 * MINUTE }).start();
      await stage.clock.advance(90 * MINUTE);
      expect(stage.log).toEqual(['run 11:00', 'run 12:00', 'run 13:00', 'run 14:00']);
    });
  });

  describe('after the machine slept', () => {
    it.each([
      ['none', ['missed 13:00', 'missed 14:00', 'missed 15:00']],
      ['latest', ['missed 13:00', 'missed 14:00', 'run 15:00']],
      ['all', ['run 13:00', 'run 14:00', 'run 15:00']],
    ] as const)('deals with what was due by the policy %s', async (catchUp, log) => {
      const stage = await new Stage({ catchUp, published: ['12:00'], windowHours: 3 }).start();
      await stage.clock.suspend(2 * HOUR + 45 * MINUTE);
      expect(stage.log.filter((entry) => !/ (1[012]|09):00/.test(entry))).toEqual(log);
      await stage.clock.advance(45 * MINUTE);
      expect(stage.log.at(-1)).toBe('run 16:00');
    });

    it('does not go further back than the window', async () => {
      const stage = await new Stage({ catchUp: 'all', windowHours: 1 }).start();
      await stage.clock.suspend(5 * HOUR);
      expect(stage.log).toEqual(['run 12:00', 'run 17:00']);
    });
  });

  it('goes on when the clock is set back', async () => {
    const stage = await new Stage({ start: '2026-11-23T12:30:00Z' }).start();
    await stage.clock.advance(30 * MINUTE);
    stage.clock.set(new Date('2026-11-23T08:30:00Z'));
    await stage.clock.advance(31 * MINUTE);
    expect(stage.log).toEqual(['run 13:00', 'run 09:00']);
  });

  describe('asked to stop', () => {
    it('ends at once when it waits', async () => {
      const stage = await new Stage().start();
      stage.stop.abort();
      await settled();
      expect(stage.ended).toBe(true);
      expect(stage.loop.isAlive()).toBe(false);
    });

    it('ends during the jitter without the run', async () => {
      const stage = await new Stage({ jitterMs: HOUR }).start();
      await stage.clock.advance(35 * MINUTE);
      stage.stop.abort();
      await settled();
      expect([stage.ended, stage.log]).toEqual([true, []]);
    });

    it('waits for the run that goes on, and begins no other', async () => {
      const stage = await new Stage({ runMs: 10 * MINUTE, catchUp: 'all', windowHours: 2 }).start();
      stage.stop.abort();
      await settled();
      expect(stage.ended).toBe(false);
      await stage.clock.advance(10 * MINUTE);
      expect([stage.ended, stage.log]).toEqual([true, ['run 11:00']]);
    });
  });

  it('is alive while it waits or runs, and stuck when it is long overdue', async () => {
    const stage = await new Stage({ runMs: HOUR }).start();
    expect(stage.loop.isAlive()).toBe(true);
    await stage.clock.advance(45 * MINUTE);
    expect(stage.loop.isAlive()).toBe(true);
    await stage.clock.advance(3 * HOUR);
    const waiting = await new Stage().start();
    waiting.clock.set(new Date('2026-11-23T13:05:00Z'));
    expect(waiting.loop.isAlive()).toBe(false);
  });
});
