import { hash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { codeOf, FileError } from '../streams/file-error';
import { writeAtomically } from '../streams/atomic-file';

const keptAnswerSchema = z
  .strictObject({
    /** Until when the answer may be used without asking, ISO 8601 UTC. */
    expires: z.iso.datetime(),
    /** The header, to ask whether there is anything newer. */
    lastModified: z.string().optional(),
    /** When the answer came or was last confirmed, ISO 8601 UTC. */
    collectedAt: z.iso.datetime(),
    body: z.string(),
  })
  .readonly();

/** An answer that may be used again. */
export type KeptAnswer = z.infer<typeof keptAnswerSchema>;

/** Keeps answers by their URL. */
export interface AnswerCache {
  get(url: string): Promise<KeptAnswer | undefined>;
  set(url: string, answer: KeptAnswer): Promise<void>;
}

/** Keeps answers while the process lives; the oldest go when they outgrow the limit. */
export class MemoryAnswerCache implements AnswerCache {
  private readonly kept = new Map<string, KeptAnswer>();
  private length = 0;

  /** @param maxLength the most that is kept, in characters of all bodies */
  constructor(private readonly maxLength: number = 32 * 1024 * 1024) {}

  get(url: string): Promise<KeptAnswer | undefined> {
    return Promise.resolve(this.kept.get(url));
  }

  set(url: string, answer: KeptAnswer): Promise<void> {
    this.drop(url);
    this.kept.set(url, answer);
    this.length += answer.body.length;
    for (const oldest of this.kept.keys()) {
      if (this.length <= this.maxLength) break;
      this.drop(oldest);
    }
    return Promise.resolve();
  }

  private drop(url: string): void {
    this.length -= this.kept.get(url)?.body.length ?? 0;
    this.kept.delete(url);
  }
}

/** Keeps answers in a directory, one file each, so that single commands share them. */
export class FileAnswerCache implements AnswerCache {
  constructor(private readonly directory: string) {}

  /** What cannot be read as an answer counts as none: it is asked for anew. */
  async get(url: string): Promise<KeptAnswer | undefined> {
    const path = this.pathOf(url);
    try {
      const kept = keptAnswerSchema.safeParse(JSON.parse(await readFile(path, 'utf8')));
      return kept.data;
    } catch (error) {
      if (codeOf(error) === 'ENOENT' || error instanceof SyntaxError) return undefined;
      throw new FileError('read', path, error);
    }
  }

  async set(url: string, answer: KeptAnswer): Promise<void> {
    const path = this.pathOf(url);
    try {
      await mkdir(this.directory, { recursive: true });
    } catch (error) {
      throw new FileError('write', this.directory, error);
    }
    await writeAtomically(path, JSON.stringify(answer));
  }

  private pathOf(url: string): string {
    return join(this.directory, `met-norway-${hash('sha256', url).slice(0, 32)}.json`);
  }
}
