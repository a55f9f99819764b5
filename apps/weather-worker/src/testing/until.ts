const STEP_MS = 2;
const LONGEST_MS = 10_000;

/** Waits until `condition` holds. @throws {Error} when it does not within ten seconds */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < LONGEST_MS; waited += STEP_MS) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
  throw new Error(`waited ${LONGEST_MS} ms in vain for ${condition.toString()}`);
}
