/** Not begun yet. */
export const WAITING = ['QUEUED', 'NOT_STARTED', 'MANAGED', 'STARTING'] as const;

/** Begun and going on. */
export const RUNNING = ['STARTED', 'CANCELING'] as const;

/** Over, for good. */
export const ENDED = ['SUCCESS', 'FAILURE', 'CANCELED'] as const;

/** Where a run is; as Dagster calls it. */
export type RunStatus = (typeof WAITING | typeof RUNNING | typeof ENDED)[number];

/** How a step of a run stands; as Dagster calls it. */
export type StepStatus = 'SKIPPED' | 'SUCCESS' | 'FAILURE' | 'IN_PROGRESS';

/** A step of one run. */
export interface StepRecord {
  /** Its key: the op's name, with those of the graphs around it; a mapped step's ends in `[…]`. */
  readonly key: string;
  /** `undefined` while Dagster cannot tell. */
  readonly status: StepStatus | undefined;
}

/** A run as Dagster tells of it. Times are Unix seconds. */
export interface RunRecord {
  readonly id: string;
  readonly job: string;
  /** Its code location; `undefined` when it was not launched from one. */
  readonly location: string | undefined;
  readonly status: RunStatus;
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
  /** Those that were begun or skipped; empty unless they were asked for. */
  readonly steps: readonly StepRecord[];
}

/** Which runs are asked for; all that are given must hold. */
export interface RunQuery {
  readonly ids?: readonly string[];
  readonly statuses?: readonly RunStatus[];
  /** Runs whose state changed after this time, Unix seconds. */
  readonly updatedAfter?: number;
  /** Go on after the run with this id. */
  readonly cursor?: string;
  /** At most so many. */
  readonly limit: number;
  /** @default false */
  readonly withSteps?: boolean;
}

/** A schedule or a sensor. */
export interface Instigator {
  readonly name: string;
  readonly isRunning: boolean;
  /** When it ticked last and whether that failed; `undefined` when it never did. */
  readonly lastTick: { readonly at: number; readonly isFailure: boolean } | undefined;
}

/** A job as it is defined. */
export interface JobDefinition {
  readonly name: string;
  /** Keys of its steps, without mapping keys. */
  readonly steps: readonly string[];
}

/** A code location and what it defines; nothing while it is not loaded. */
export interface CodeLocation {
  readonly name: string;
  readonly state: 'loaded' | 'loading' | 'failed';
  readonly jobs: readonly JobDefinition[];
  readonly schedules: readonly Instigator[];
  readonly sensors: readonly Instigator[];
}

/** What a Dagster deployment consists of. */
export interface Roster {
  readonly version: string;
  readonly locations: readonly CodeLocation[];
}

/** A daemon of Dagster. */
export interface Daemon {
  /** Such as `SCHEDULER`. */
  readonly type: string;
  /** Whether the deployment needs it. */
  readonly isRequired: boolean;
  /** Unix seconds; `undefined` when it never gave a sign. */
  readonly lastHeartbeatAt: number | undefined;
}

/** The part of a Dagster deployment that is watched. Every method throws {@link DagsterError}. */
export interface Dagster {
  /** Runs, the newest first. */
  runs(query: RunQuery): Promise<readonly RunRecord[]>;
  roster(): Promise<Roster>;
  daemons(): Promise<readonly Daemon[]>;
}

/** Dagster did not answer, or not with what was asked for. */
export class DagsterError extends Error {
  override readonly name = 'DagsterError';

  /** @param action what was asked, such as `list runs` */
  constructor(
    readonly action: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`could not ${action}: ${reason}`, options);
  }
}
