/** Bounds how much work is under way at once; the rest waits in line. */
export class Slots {
  private free: number;
  private readonly line: (() => void)[] = [];

  /** @param count how much work may be under way, at least 1 */
  constructor(count: number) {
    this.free = count;
  }

  async run<Outcome>(work: () => Promise<Outcome>): Promise<Outcome> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.line.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.line.shift();
      if (next === undefined) this.free += 1;
      else next();
    }
  }
}
