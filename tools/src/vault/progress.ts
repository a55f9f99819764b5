/** What a step did: it made something, or found it as it should be. */
export type Outcome = 'changed' | 'unchanged';

/** Tells the operator what happens, step by step, and counts the changes. */
export class Progress {
  private changes = 0;

  /** @param write takes whole lines */
  constructor(private readonly write: (line: string) => void) {}

  /** Tells of something that is no step. */
  say(line: string): void {
    this.write(`  ${line}`);
  }

  /** Tells of a finished step. */
  step(name: string, outcome: Outcome): void {
    if (outcome === 'changed') this.changes += 1;
    this.write(outcome === 'changed' ? `+ ${name}` : `= ${name}: as it should be`);
  }

  /** Tells how much has changed. */
  close(): void {
    if (this.changes === 0) this.write('Nothing changed: everything is as it should be.');
    else this.write(`${this.changes} ${this.changes === 1 ? 'change' : 'changes'} made.`);
  }
}
