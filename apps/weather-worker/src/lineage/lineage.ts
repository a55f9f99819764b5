import { randomUUID } from 'node:crypto';
import { AbandonedError } from '../interruption';
import { runEvent, type Dataset, type Happening, type JobName, type LineageRun } from './run-event';
import type { Send } from './transports';

/** What lineage needs of its surroundings. */
export interface LineageParts {
  readonly namespace: string;
  readonly producer: string;
  /** The run of the engine that started this process. */
  readonly parent?: { readonly runId: string; readonly job: JobName } | undefined;
  readonly transports: readonly Send[];
  readonly now: () => Date;
  /** Told of every event that could not be sent. */
  readonly onLost: (error: unknown) => void;
}

/** Work that is followed. */
export interface LineageWork<T> {
  /** Name of the job. */
  readonly job: string;
  /** The scheduled time, where the work knows it. */
  readonly at?: Date | undefined;
  readonly work: () => Promise<T>;
  /** What the work read and wrote, and why it failed, where it did without an error. */
  readonly describe: (result: T) => WorkDescription;
}

/** What work read and wrote. */
export interface WorkDescription {
  readonly inputs: readonly Dataset[];
  readonly outputs: readonly Dataset[];
  readonly failure?: string | undefined;
}

function errorHappening(error: unknown): Pick<Happening, 'type' | 'error'> {
  const type = error instanceof AbandonedError ? 'ABORT' : 'FAIL';
  if (!(error instanceof Error)) return { type, error: { message: String(error) } };
  return { type, error: { message: error.message, stack: error.stack } };
}

/**
 * Tells OpenLineage what work reads and writes: START, and one of COMPLETE, FAIL and ABORT. Nothing of
 * it is waited for, and nothing of it fails the work: an event that cannot be sent is lost, and that is
 * told.
 */
export class Lineage {
  constructor(private readonly parts: LineageParts) {}

  /** Does work and tells of it. */
  async follow<T>({ job, at, work, describe }: LineageWork<T>): Promise<T> {
    if (this.parts.transports.length === 0) return work();
    const run = this.runOf(job, at);
    this.tell(run, { type: 'START' });
    try {
      const result = await work();
      this.tellEnd(run, () => describe(result));
      return result;
    } catch (error) {
      this.tell(run, errorHappening(error));
      throw error;
    }
  }

  private runOf(job: string, at: Date | undefined): LineageRun {
    const { namespace, producer, parent } = this.parts;
    return { runId: randomUUID(), job: { namespace, name: job }, at, parent, producer };
  }

  private tellEnd(run: LineageRun, describe: () => WorkDescription): void {
    const { inputs, outputs, failure } = describe();
    const type = failure === undefined ? 'COMPLETE' : 'FAIL';
    const error = failure === undefined ? undefined : { message: failure };
    this.tell(run, { type, inputs, outputs, error });
  }

  private tell(run: LineageRun, happening: Omit<Happening, 'time'>): void {
    const event = runEvent(run, { ...happening, time: this.parts.now() });
    for (const send of this.parts.transports) send(event).catch(this.parts.onLost);
  }
}
