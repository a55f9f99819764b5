/** Tells where a long work stands: one line for each thing that begins or ends, read well in a log. */
export class Progress {
  private index = 0;

  /**
   * @param total how many parts the work has
   * @param write takes whole lines
   */
  constructor(
    private readonly total: number,
    private readonly write: (line: string) => void,
  ) {}

  /** Begins the next part. */
  next(name: string): PartProgress {
    this.index += 1;
    const { index, total } = this;
    return new PartProgress(`[${index}/${total}] ${name}`, this.write);
  }
}

/** Tells where one part of a long work stands. */
export class PartProgress {
  constructor(
    private readonly title: string,
    private readonly write: (line: string) => void,
  ) {}

  /** Tells what is being done now. */
  say(what: string): void {
    this.write(`${this.title}: ${what}`);
  }

  /** Tells what a program prints, below the line that named it. */
  detail(line: string): void {
    if (line.trim() !== '') this.write(`    ${line}`);
  }
}
