import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until something is true. @throws {Error} that says what never was, after `seconds` */
export async function until(
  what: string,
  isTrue: () => boolean | Promise<boolean>,
  seconds = 120,
): Promise<void> {
  const giveUpAt = performance.now() + seconds * 1000;
  while (!(await isTrue())) {
    if (performance.now() > giveUpAt) throw new Error(`${what}: not so after ${seconds} s`);
    await sleep(200);
  }
}
