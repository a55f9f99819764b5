import { PlatformError } from '../platform-error';
import type { PartProgress, Progress } from '../progress';
import type { Journal } from './journal';

/** A step of a long work. Doing it twice is the same as once. */
export interface Step {
  /** What it is called in the journal and behind `--from`. */
  readonly id: string;
  /** Stands for everything it is made of: when that changes, it has to be done again. */
  readonly digest: string;
  /**
   * Whether it is done in every run, because it leaves nothing behind, such as a tunnel.
   *
   * @default false
   */
  readonly isFleeting?: boolean;
  readonly run: (part: PartProgress) => Promise<void>;
}

/** What becomes of a step in a run. */
export type Fate = 'to do' | 'finished before' | 'skipped';

/** Which steps are done. */
export interface Choice {
  /** Step to begin with, whatever the journal says. */
  readonly from?: string | undefined;
}

/**
 * What becomes of each step: after the first one that has to be done, all are, because each may build
 * on the one before.
 *
 * @throws {PlatformError} when there is no step to begin with
 */
export function fatesOf(
  steps: readonly Step[],
  journal: Pick<Journal, 'has'>,
  { from }: Choice,
): readonly Fate[] {
  const start = steps.findIndex(({ id }) => id === from);
  if (from !== undefined && start < 0) {
    const ids = steps.map(({ id }) => id).join(', ');
    throw new PlatformError(`--from ${from}: there is no such step; there are ${ids}`, 2);
  }
  const isOpen = ({ id, digest, isFleeting = false }: Step) =>
    !isFleeting && !journal.has(id, digest);
  const first = from === undefined ? steps.findIndex(isOpen) : start;
  const past: Fate = from === undefined ? 'finished before' : 'skipped';
  const end = first < 0 ? steps.length : first;
  return steps.map(({ isFleeting }, index) =>
    index >= end || isFleeting === true ? 'to do' : past,
  );
}

/** What carrying out needs. */
export interface Work extends Choice {
  readonly journal: Journal;
  readonly progress: Progress;
  readonly now: () => Date;
}

/**
 * Carries out steps, one after the other, and keeps in the journal which are finished.
 *
 * @throws {PlatformError} when a step fails; the run after it goes on with that step
 */
export async function carryOut(steps: readonly Step[], work: Work): Promise<void> {
  const fates = fatesOf(steps, work.journal, work);
  for (const [index, step] of steps.entries()) {
    const part = work.progress.next(step.id);
    const fate = fates[index];
    if (fate !== 'to do') {
      part.say(fate ?? 'skipped');
      continue;
    }
    part.say('begins');
    const began = work.now().getTime();
    await step.run(part);
    const now = work.now();
    if (step.isFleeting !== true) work.journal.note(step.id, step.digest, now);
    part.say(`done in ${Math.round((now.getTime() - began) / 1000)} s`);
  }
  work.journal.close();
}
