/** Tells people what happens, on standard error: standard output is for results. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Prints a result. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Gathers the values of an option that can be said again. */
export function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
