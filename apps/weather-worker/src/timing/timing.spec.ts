import { systemClock } from './clock';
import { durationSchema } from './duration';
import { instantSchema, toSecond } from './instant';

describe('a duration', () => {
  it.each([
    ['30s', 30_000],
    ['10m', 600_000],
    ['1h', 3_600_000],
    ['7d', 604_800_000],
  ])('%s is %d ms', (text, ms) => {
    expect(durationSchema.parse(text)).toBe(ms);
  });

  it.each(['', '1', 'h', '0h', '-1h', '1.5h', '1w'])('is not "%s"', (text) => {
    expect(durationSchema.safeParse(text).error?.issues[0]?.message).toContain('such as 30m');
  });
});

describe('an instant', () => {
  it.each([
    ['2026-11-23T12:00:00Z', '2026-11-23T12:00:00.000Z'],
    ['2026-11-23T12:00:00.999Z', '2026-11-23T12:00:00.000Z'],
    ['2026-11-23T13:00:00+01:00', '2026-11-23T12:00:00.000Z'],
    ['2026-11-23T12:00:00.123456+00:00', '2026-11-23T12:00:00.000Z'],
  ])('%s is read to the second', (text, iso) => {
    expect(instantSchema.parse(text).toISOString()).toBe(iso);
  });

  it.each(['2026-11-23', '2026-11-23T12:00:00', '2026-13-01T00:00:00Z', 'now'])(
    'is not "%s"',
    (text) => {
      expect(instantSchema.safeParse(text).success).toBe(false);
    },
  );

  it('before 1970 is floored, too', () => {
    expect(toSecond(new Date(-1)).toISOString()).toBe('1969-12-31T23:59:59.000Z');
  });
});

describe('systemClock', () => {
  it('wakes with the reason of the signal', async () => {
    const controller = new AbortController();
    const sleep = systemClock.sleep(60_000, controller.signal);
    controller.abort(new Error('enough'));
    await expect(sleep).rejects.toThrow('enough');
    await expect(systemClock.sleep(0, controller.signal)).rejects.toThrow('enough');
  });

  it('sleeps about as long as it is told', async () => {
    const before = systemClock.elapsed();
    await systemClock.sleep(20);
    expect(systemClock.elapsed() - before).toBeGreaterThanOrEqual(19);
  });
});
