import { Cron } from 'croner';

/** Five fields or a nickname such as `@daily`; croner itself takes single dates, too. */
const FIVE_FIELDS = /^\s*(@[a-z]+|\S+(\s+\S+){4})\s*$/i;

/** What is wrong with `expression` as a cron expression of five fields, or `undefined`. */
export function cronFault(expression: string): string | undefined {
  try {
    const isNever = new Occurrences(expression).after(new Date(0)) === undefined;
    return isNever ? 'no run would ever be due' : undefined;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return `expected a cron expression of five fields, such as "0 * * * *" (${why})`;
  }
}

/** The instants (UTC) that a cron expression stands for. */
export class Occurrences {
  private readonly cron: Cron;

  /** @throws {Error} when `expression` is no cron expression of five fields */
  constructor(readonly expression: string) {
    if (!FIVE_FIELDS.test(expression)) throw new Error('it has not five fields');
    // An offset of 0 is UTC too, and five times as fast as the time zone of that name.
    this.cron = new Cron(expression, { mode: '5-part', utcOffset: 0, paused: true });
  }

  /** The first occurrence after `instant`. */
  after(instant: Date): Date | undefined {
    return this.cron.nextRun(instant) ?? undefined;
  }

  /** The last occurrence at or before `instant`. */
  latestAt(instant: Date): Date | undefined {
    // Croner looks strictly before whole seconds: from one later, `instant` itself is in sight.
    const [latest] = this.cron
      .previousRuns(2, new Date(instant.getTime() + 1000))
      .filter((candidate) => candidate <= instant);
    return latest;
  }

  /** The occurrences in [`from`, `to`), ascending. */
  *between(from: Date, to: Date): Generator<Date, void, undefined> {
    let next = this.after(new Date(from.getTime() - 1));
    while (next !== undefined && next < to) {
      yield next;
      next = this.after(next);
    }
  }
}
