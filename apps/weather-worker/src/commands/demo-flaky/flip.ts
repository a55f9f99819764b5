/**
 * A number from 0 up to 1 that `seed` decides: one step of the generator mulberry32 (Tommy Ettinger,
 * public domain), which mixes neighbouring seeds well.
 */
export function drawOf(seed: number): number {
  let mixed = (seed + 0x6d2b79f5) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

/** The demo job failed, as it is meant to. */
export class DemoFailure extends Error {
  override readonly name = 'DemoFailure';

  constructor(job: string, draw: number, failureRate: number) {
    super(
      `${job} failed on purpose: it drew ${draw.toFixed(3)}, and fails below ${failureRate} (DEMO_FAILURE_RATE)`,
    );
  }
}

/** Fails when `draw` is below `failureRate`. @throws {DemoFailure} */
export function flip(job: string, draw: number, failureRate: number): void {
  if (draw < failureRate) throw new DemoFailure(job, draw, failureRate);
}
