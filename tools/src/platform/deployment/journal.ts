import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const entrySchema = z.object({ id: z.string(), digest: z.string(), finishedAt: z.string() });
const journalSchema = z.object({ target: z.string(), finished: z.array(entrySchema) });

type Entry = z.output<typeof entrySchema>;

function read(path: string, target: string): readonly Entry[] {
  try {
    const journal = journalSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return journal.target === target ? journal.finished : [];
  } catch {
    // None, or one that nobody can read: every step looks first, so beginning anew does no harm.
    return [];
  }
}

/** Which steps of a long work are finished, and with what, in a file that is whole at any time. */
export class Journal {
  private constructor(
    private readonly path: string,
    private readonly target: string,
    private readonly finished: Map<string, Entry>,
  ) {}

  /** @param target what is worked on, such as account and cluster; a journal of another counts as none */
  static open(path: string, target: string): Journal {
    const entries = read(path, target).map((entry) => [entry.id, entry] as const);
    return new Journal(path, target, new Map(entries));
  }

  /** Whether a step is finished, and what it was made of then is what it would be made of now. */
  has(id: string, digest: string): boolean {
    return this.finished.get(id)?.digest === digest;
  }

  /** Notes that a step is finished. */
  note(id: string, digest: string, now: Date): void {
    this.finished.set(id, { id, digest, finishedAt: now.toISOString() });
    mkdirSync(dirname(this.path), { recursive: true });
    const { target, path } = this;
    const text = JSON.stringify({ target, finished: [...this.finished.values()] }, undefined, 2);
    writeFileSync(`${path}.new`, `${text}\n`);
    renameSync(`${path}.new`, path);
  }

  /** Forgets all: the work is at its end, and the next run looks at everything again. */
  close(): void {
    rmSync(this.path, { force: true });
  }
}
