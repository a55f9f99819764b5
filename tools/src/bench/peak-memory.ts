import { readFileSync } from 'node:fs';

const PEAK = /^VmHWM:\s+(\d+) kB$/m;

/** Megabytes of memory that a process held at its peak so far; `undefined` off Linux. */
export function peakMegabytes(pid: number): number | undefined {
  try {
    const [, kilobytes] = PEAK.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}
