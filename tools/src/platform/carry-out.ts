import type { Journal } from './journal';

/** A step of a piece of work. */
export interface Step {
  /** What it is called in the journal. */
  readonly id: string;
  /** What it does, as people are told. */
  readonly title: string;
  /**
   * Whether it has to be done again each time, because it leaves nothing behind.
   *
   * @default false
   */
  readonly isFleeting?: boolean;
  /** Ends early, by throwing, once `signal` is aborted. Doing it twice is the same as once. */
  readonly run: (signal: AbortSignal) => Promise<void>;
}

/** The work was stopped from outside; what is done stays done. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
}

/** What the work needs. */
export interface WorkParts {
  readonly journal: Journal;
  readonly signal: AbortSignal;
  /** Told a line at a time. */
  readonly say: (line: string) => void;
  readonly now: () => Date;
}

async function carryOutStep(step: Step, place: string, parts: WorkParts): Promise<void> {
  const { journal, signal, say, now } = parts;
  if (journal.has(step.id) && step.isFleeting !== true) {
    say(`${place} ${step.title}: done before`);
    return;
  }
  say(`${place} ${step.title}`);
  const started = now().getTime();
  await step.run(signal);
  journal.note(step.id);
  say(`${place} ${step.title}: done in ${Math.round((now().getTime() - started) / 1000)} s`);
}

/**
 * Carries out steps, one after the other. What the journal knows as done is not done again.
 *
 * @throws {StoppedError} when the signal was given; the step that was interrupted counts as not done
 */
export async function carryOut(steps: readonly Step[], parts: WorkParts): Promise<void> {
  for (const [index, step] of steps.entries()) {
    const place = `[${index + 1}/${steps.length}]`;
    try {
      parts.signal.throwIfAborted();
      await carryOutStep(step, place, parts);
    } catch (cause) {
      if (!parts.signal.aborted) throw cause;
      const fault = `stopped at "${step.title}"; run the same command again to go on from there`;
      throw new StoppedError(fault, { cause });
    }
  }
  parts.journal.close();
}
