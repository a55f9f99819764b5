/** A line that is not what was asked for. Names where it stands, never what it says. */
export class InvalidLineError extends Error {
  override readonly name = 'InvalidLineError';

  /**
   * @param place what the line was read from: a key or a file
   * @param line its number, from 1
   * @param faults what is wrong with it
   */
  constructor(
    readonly place: string,
    readonly line: number,
    readonly faults: readonly string[],
  ) {
    super(`line ${line} of ${place}: ${faults.join('; ')}`);
  }
}
