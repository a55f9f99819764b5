import type { CheckResult } from './check';

/** Results for people; what is wrong comes with what to do. */
export function describeChecks(results: readonly CheckResult[]): string {
  const width = Math.max(...results.map(({ name }) => name.length));
  const lines = results.flatMap(({ name, found, fix }, index) => {
    const number = String(index + 1).padStart(2);
    const state = fix === undefined ? 'ok  ' : 'FAIL';
    const line = `${number} ${state} ${name.padEnd(width)}  ${found}`;
    return fix === undefined ? [line] : [line, `        fix: ${fix}`];
  });
  const failed = results.filter(({ fix }) => fix !== undefined).length;
  return [...lines, `${results.length - failed} passed, ${failed} failed`].join('\n');
}
