import { cronFault, Occurrences } from './occurrences';

const iso = (dates: Iterable<Date>) => [...dates].map((date) => date.toISOString());

describe('Occurrences', () => {
  const hourly = new Occurrences('0 * * * *');

  it('lie behind an instant, not on it', () => {
    expect(hourly.after(new Date('2026-11-23T12:00:00Z'))).toEqual(
      new Date('2026-11-23T13:00:00Z'),
    );
    expect(hourly.after(new Date('2026-11-23T11:59:59.999Z'))).toEqual(
      new Date('2026-11-23T12:00:00Z'),
    );
  });

  it('include the instant itself as the latest', () => {
    for (const instant of [
      '2026-11-23T12:00:00Z',
      '2026-11-23T12:00:00.500Z',
      '2026-11-23T12:59:59.999Z',
    ]) {
      expect(hourly.latestAt(new Date(instant))).toEqual(new Date('2026-11-23T12:00:00Z'));
    }
    expect(hourly.latestAt(new Date('2026-11-23T11:59:59.999Z'))).toEqual(
      new Date('2026-11-23T11:00:00Z'),
    );
  });

  it('include the beginning of a range and not its end', () => {
    const range = hourly.between(
      new Date('2026-12-31T23:00:00Z'),
      new Date('2027-01-01T02:00:00Z'),
    );
    expect(iso(range)).toEqual([
      '2026-12-31T23:00:00.000Z',
      '2027-01-01T00:00:00.000Z',
      '2027-01-01T01:00:00.000Z',
    ]);
  });

  it('are in UTC, where no hour is left out or comes twice', () => {
    const night = new Occurrences('0 0-4 * * *').between(
      new Date('2026-03-29T00:00:00Z'),
      new Date('2026-03-30T00:00:00Z'),
    );
    expect(iso(night)).toHaveLength(5);
  });
});

describe('cronFault', () => {
  it.each(['0 * * * *', '*/5 0-6 * * MON-FRI', '@hourly'])(
    'has nothing against %s',
    (expression) => {
      expect(cronFault(expression)).toBeUndefined();
    },
  );

  it.each(['61 * * * *', '* * * * * *', 'hourly', '', '2026-01-01T00:00:00'])(
    'refuses "%s"',
    (expression) => {
      expect(cronFault(expression)).toContain('expected a cron expression of five fields');
    },
  );

  it('refuses what never comes', () => {
    expect(cronFault('0 0 30 2 *')).toBe('no run would ever be due');
  });
});
