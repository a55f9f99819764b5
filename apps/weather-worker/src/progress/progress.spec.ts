import { createLogger } from '@weather/telemetry';
import { SkippingClock } from '../testing/clocks';
import { TextSink } from '../testing/test-shell';
import { barOf, showProgress } from './progress';

describe('barOf', () => {
  const of = { total: 200, noun: 'cities' };

  it.each([
    [0, 0, '[------------------------] 0% 0/200 cities'],
    [1, 1, '[------------------------] 0% 1/200 cities, 1 failed'],
    [100, 0, '[############------------] 50% 100/200 cities'],
    [200, 3, '[########################] 100% 200/200 cities, 3 failed'],
  ])('shows %d done of which %d failed', (done, bad, text) => {
    expect(barOf(done, bad, of)).toBe(text);
  });
});

describe('showProgress', () => {
  function placeOf(isTTY: boolean) {
    const stderr = new TextSink(isTTY);
    const logger = createLogger({ service: 'test', isForPeople: false }, stderr);
    return { stderr, logger, clock: new SkippingClock() };
  }

  it('redraws a bar in place, ten times a second at most, and removes it in the end', () => {
    const place = placeOf(true);
    const progress = showProgress({ total: 100, noun: 'cities' }, place);
    for (let index = 0; index < 100; index += 1) {
      progress.advance(true);
      place.clock.pass(10);
    }
    progress.finish();
    expect(place.stderr.text.split('\r')).toHaveLength(11);
    expect(place.stderr.text).toMatch(/^\u001b\[2K\[-+\] 1% 1\/100 cities\r/);
    expect(place.stderr.text.endsWith('\u001b[2K')).toBe(true);
  });

  it('cuts the bar to the width of the terminal', () => {
    const place = placeOf(true);
    Object.assign(place.stderr, { columns: 20 });
    showProgress({ total: 1, noun: 'cities' }, place).advance(true);
    expect(place.stderr.text).toBe('\u001b[2K[##################\r');
  });

  it('logs every tenth elsewhere, when two seconds have passed', () => {
    const place = placeOf(false);
    const progress = showProgress({ total: 100, noun: 'cities' }, place);
    for (let index = 0; index < 100; index += 1) {
      place.clock.pass(100);
      progress.advance(index % 2 === 0);
    }
    progress.finish();
    expect(place.stderr.lines).toMatchObject([
      { done: 20, failed: 10 },
      { done: 40, failed: 20 },
      { done: 60, failed: 30 },
      { done: 80, failed: 40 },
      { done: 100, failed: 50, total: 100, noun: 'cities', msg: 'Progress:Report:Running' },
    ]);
  });

  it('says nothing elsewhere about work that is done at once', () => {
    const place = placeOf(false);
    const progress = showProgress({ total: 2, noun: 'cities' }, place);
    progress.advance(true);
    progress.advance(true);
    progress.finish();
    expect(place.stderr.text).toBe('');
  });
});
