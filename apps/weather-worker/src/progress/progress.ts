import type { Logger } from '@weather/telemetry';
import type { Terminal } from '../shell';
import type { Clock } from '../timing/clock';

/** Shows how far a long piece of work is. */
export interface Progress {
  /** One more item is done. */
  advance(isGood: boolean): void;
  /** Nothing more will come. */
  finish(): void;
}

/** What is being counted. */
export interface ProgressOf {
  readonly total: number;
  /** Such as `cities`. */
  readonly noun: string;
}

/** Where progress is shown. */
export interface ProgressPlace {
  readonly stderr: Terminal;
  readonly logger: Logger;
  readonly clock: Pick<Clock, 'elapsed'>;
}

const REDRAW_EVERY_MS = 100;
const LOG_EVERY_MS = 2000;
const BAR_WIDTH = 24;
const ERASE_LINE = '\u001b[2K';

/** How many items are done, and how many of those did not go well. */
class Count {
  done = 0;
  bad = 0;

  advance(isGood: boolean): void {
    this.done += 1;
    if (!isGood) this.bad += 1;
  }
}

/** Characters in a line; some terminals say 0 when they do not know. */
function widthOf({ columns = 0 }: Terminal): number {
  return columns > 0 ? columns : 80;
}

/** The bar as text: `[######------] 42% 420/1000 cities, 3 failed`. */
export function barOf(done: number, bad: number, { total, noun }: ProgressOf): string {
  const share = total === 0 ? 1 : done / total;
  const filled = Math.round(share * BAR_WIDTH);
  const bar = '#'.repeat(filled).padEnd(BAR_WIDTH, '-');
  const failed = bad === 0 ? '' : `, ${bad} failed`;
  return `[${bar}] ${Math.floor(share * 100)}% ${done}/${total} ${noun}${failed}`;
}

/**
 * A bar on a terminal, redrawn in place. A few lines of its own, because the library known for it,
 * cli-progress, has had no release since 2023. The cursor waits before the bar, so that a log line
 * overwrites it.
 */
class ProgressBar implements Progress {
  private readonly count = new Count();
  private drawnAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly of: ProgressOf,
    private readonly place: ProgressPlace,
  ) {}

  advance(isGood: boolean): void {
    this.count.advance(isGood);
    const now = this.place.clock.elapsed();
    if (now - this.drawnAt < REDRAW_EVERY_MS) return;
    this.drawnAt = now;
    const { stderr } = this.place;
    const bar = barOf(this.count.done, this.count.bad, this.of);
    stderr.write(`${ERASE_LINE}${bar.slice(0, widthOf(stderr) - 1)}\r`);
  }

  finish(): void {
    this.place.stderr.write(ERASE_LINE);
  }
}

/** A log line with every tenth that is done, and not more often than every two seconds. */
class ProgressLog implements Progress {
  private readonly count = new Count();
  private loggedAt: number;
  private tenths = 0;

  constructor(
    private readonly of: ProgressOf,
    private readonly place: ProgressPlace,
  ) {
    this.loggedAt = place.clock.elapsed();
  }

  advance(isGood: boolean): void {
    this.count.advance(isGood);
    const tenths = Math.floor((this.count.done / this.of.total) * 10);
    const now = this.place.clock.elapsed();
    if (tenths === this.tenths || now - this.loggedAt < LOG_EVERY_MS) return;
    this.tenths = tenths;
    this.loggedAt = now;
    const { done, bad } = this.count;
    this.place.logger.info({ ...this.of, done, failed: bad }, 'Progress:Report:Running');
  }

  finish(): void {
    // The outcome of the work tells the rest.
  }
}

/** Shows progress as a bar where people look, and as log lines elsewhere. */
export function showProgress(of: ProgressOf, place: ProgressPlace): Progress {
  return place.stderr.isTTY === true ? new ProgressBar(of, place) : new ProgressLog(of, place);
}
