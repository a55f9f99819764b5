/** Where text goes in the end. */
export type WriteText = (text: string) => void;

/** Written at once when this much has come together. */
const FULL_CHARACTERS = 65_536;

/** No line waits longer, ms. */
const EVERY_MS = 100;

/**
 * Collects lines of log and writes many at a time: a system call per request would cost more than
 * the request. Flush it before the process ends.
 */
export class BufferedLines {
  private text = '';
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly output: WriteText) {}

  /** Takes a line with its end. */
  write(line: string): void {
    this.text += line;
    if (this.text.length >= FULL_CHARACTERS) this.flush();
    else
      this.timer ??= setTimeout(() => {
        this.flush();
      }, EVERY_MS).unref();
  }

  /** Writes what is left. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { text } = this;
    this.text = '';
    if (text !== '') this.output(text);
  }
}
