/** How a command ends. */
export const EXIT = {
  success: 0,
  failure: 1,
  /** Bad usage or configuration, a refused API key among it: trying again cannot help. */
  usage: 2,
  /** Some cities are missing, the others were published. */
  partial: 3,
} as const;

/** The signals that end a command, and its exit code then: 128 and the signal's number. */
export const SIGNAL_EXIT = { SIGINT: 130, SIGTERM: 143 } as const;

export type StopSignal = keyof typeof SIGNAL_EXIT;

/** The exit codes in words, for the help. */
export const EXIT_CODES_HELP = `
Exit codes:
  0        success
  1        failure
  2        bad usage or configuration; a refused API key too, because trying again cannot help
  3        partial success: some cities are missing, the others were published
  130 143  abandoned after SIGINT or SIGTERM`;
