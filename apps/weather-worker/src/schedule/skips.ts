/** Why there was no run for a scheduled time. */
export const SKIP_REASONS = ['overlap', 'missed'] as const;

/** `overlap`: another run went on. `missed`: the worker did not run or slept, and it is not made up for. */
export type SkipReason = (typeof SKIP_REASONS)[number];
