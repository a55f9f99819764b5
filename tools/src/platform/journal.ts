import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const journalSchema = z.object({ revision: z.string(), done: z.array(z.string()) });

/** What of a piece of work is done, kept in a file, so that it goes on where it was stopped. */
export class Journal {
  private constructor(
    private readonly path: string,
    private readonly revision: string,
    private readonly done: Set<string>,
  ) {}

  /**
   * Opens a journal. What was done for another revision does not count.
   *
   * @param revision what is being deployed
   */
  static open(path: string, revision: string): Journal {
    try {
      const read = journalSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
      const done = read.revision === revision ? read.done : [];
      return new Journal(path, revision, new Set(done));
    } catch {
      // No journal, or one that was never finished: the work begins at its first step.
      return new Journal(path, revision, new Set());
    }
  }

  has(step: string): boolean {
    return this.done.has(step);
  }

  /** Notes that a step is done. The file is whole at any time. */
  note(step: string): void {
    this.done.add(step);
    mkdirSync(dirname(this.path), { recursive: true });
    const text = JSON.stringify({ revision: this.revision, done: [...this.done] });
    writeFileSync(`${this.path}.new`, text);
    renameSync(`${this.path}.new`, this.path);
  }

  /** Forgets all: the work is finished. */
  close(): void {
    rmSync(this.path, { force: true });
  }
}
