/** Tells people what happens, on standard error: standard output is for results. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Prints a result. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
