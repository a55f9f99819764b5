/** So many failed runs in a row make a worker that is no use. */
const FAILED_RUNS = 2;
/** How long the store is not asked again after it failed, in milliseconds. */
const ASK_AGAIN_MS = 1000;

/** Whether the worker can do its work, and why not. */
export type ReadinessAnswer =
  { readonly isReady: true } | { readonly isReady: false; readonly because: string };

/** Tells whether runs can succeed: the store answered once, and the last runs did not all fail. */
export class Readiness {
  private hasStoreAnswered = false;
  private failedRuns = 0;
  private asking: Promise<void> | undefined;
  private askedAt = Number.NEGATIVE_INFINITY;

  /**
   * @param askStore rejects when the store does not answer
   * @param elapsed monotonic milliseconds
   */
  constructor(
    private readonly askStore: () => Promise<unknown>,
    private readonly elapsed: () => number,
  ) {}

  noteRun(isSuccess: boolean): void {
    this.failedRuns = isSuccess ? 0 : this.failedRuns + 1;
    if (isSuccess) this.hasStoreAnswered = true;
  }

  async check(): Promise<ReadinessAnswer> {
    if (!this.hasStoreAnswered) await this.ask();
    if (!this.hasStoreAnswered)
      return { isReady: false, because: 'the store has not answered yet' };
    if (this.failedRuns < FAILED_RUNS) return { isReady: true };
    return { isReady: false, because: `the last ${this.failedRuns} runs failed` };
  }

  /** Asks once for all who wait, and not again at once after a failure. */
  private async ask(): Promise<void> {
    if (this.asking === undefined && this.elapsed() - this.askedAt < ASK_AGAIN_MS) return;
    this.asking ??= this.askStore()
      .then(
        () => {
          this.hasStoreAnswered = true;
        },
        () => {
          this.askedAt = this.elapsed();
        },
      )
      .finally(() => {
        this.asking = undefined;
      });
    await this.asking;
  }
}
