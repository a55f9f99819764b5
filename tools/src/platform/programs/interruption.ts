import type { ChildProcess } from 'node:child_process';
import { InterruptedError } from '../platform-error';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * A wish to stop. Programs under way are asked to stop too, once for every time it is said, and are
 * waited for: Terraform cut off in the middle forgets what it made.
 */
export class Interruption {
  private isRaised = false;
  private readonly children = new Set<ChildProcess>();

  /** The wish to stop that is said to this process by signals. */
  static ofProcess(): Interruption {
    const interruption = new Interruption();
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        interruption.raise();
      });
    }
    return interruption;
  }

  raise(): void {
    this.isRaised = true;
    for (const child of this.children) child.kill('SIGINT');
  }

  /** Passes the wish on to a program for as long as it runs. */
  watch(child: ChildProcess): void {
    this.children.add(child);
    child.once('close', () => this.children.delete(child));
  }

  /** @throws {InterruptedError} when somebody wants to stop */
  check(): void {
    if (this.isRaised) throw new InterruptedError();
  }
}
