/** A listing that counts the pages its store has answered, so that calls can be told and tested. */
export class PagedKeys implements AsyncIterable<string> {
  private answered = 0;

  /** @param list starts the listing; asks for a page only when the one before is used up */
  constructor(private readonly list: () => AsyncIterable<readonly string[]>) {}

  /** Round trips so far: requests of S3, directories read on a disk. */
  get pages(): number {
    return this.answered;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string, void, undefined> {
    for await (const page of this.list()) {
      this.answered += 1;
      yield* page;
    }
  }
}
