import { z } from 'zod';
import type { CodeLocation, Daemon, Instigator, JobDefinition, Roster, RunRecord } from './dagster';
import { ENDED, RUNNING, WAITING } from './dagster';

const optionalNumber = z
  .number()
  .nullish()
  .transform((value) => value ?? undefined);

/** What is of another kind than the one asked for is an error, though it comes with HTTP 200. */
function orRefusal<Schema extends z.ZodType>(name: string, schema: Schema) {
  return z
    .looseObject({ __typename: z.string(), message: z.string().default('') })
    .transform((value, context): unknown => {
      if (value.__typename === name) return value;
      context.addIssue({ code: 'custom', message: `${value.__typename}: ${value.message}` });
      return z.NEVER;
    })
    .pipe(schema);
}

const stepSchema = z
  .object({
    stepKey: z.string(),
    status: z.enum(['SKIPPED', 'SUCCESS', 'FAILURE', 'IN_PROGRESS']).nullish(),
  })
  .transform(({ stepKey: key, status }) => ({ key, status: status ?? undefined }));

const runSchema = z
  .object({
    runId: z.string(),
    jobName: z.string(),
    status: z.enum([...WAITING, ...RUNNING, ...ENDED]),
    startTime: optionalNumber,
    endTime: optionalNumber,
    repositoryOrigin: z.object({ repositoryLocationName: z.string() }).nullish(),
    stepStats: z.array(stepSchema).default([]),
  })
  .transform((run): RunRecord => ({
    id: run.runId,
    job: run.jobName,
    location: run.repositoryOrigin?.repositoryLocationName,
    status: run.status,
    startedAt: run.startTime,
    endedAt: run.endTime,
    steps: run.stepStats,
  }));

const stateSchema = z.object({
  status: z.enum(['RUNNING', 'STOPPED']),
  ticks: z.array(z.object({ status: z.string(), timestamp: z.number() })),
});

function instigator(name: string, { status, ticks }: z.infer<typeof stateSchema>): Instigator {
  const [tick] = ticks;
  const lastTick = tick && { at: tick.timestamp, isFailure: tick.status === 'FAILURE' };
  return { name, isRunning: status === 'RUNNING', lastTick };
}

const GRAPH = 'CompositeSolidDefinition';

const jobSchema = z
  .object({
    name: z.string(),
    solidHandles: z.array(
      z.object({
        handleID: z.string(),
        solid: z.object({ definition: z.object({ __typename: z.string() }) }),
      }),
    ),
  })
  .transform(({ name, solidHandles }): JobDefinition => {
    const ops = solidHandles.filter(({ solid }) => solid.definition.__typename !== GRAPH);
    return { name, steps: ops.map(({ handleID }) => handleID) };
  });

const repositorySchema = z.object({
  jobs: z.array(jobSchema),
  schedules: z.array(z.object({ name: z.string(), scheduleState: stateSchema })),
  sensors: z.array(z.object({ name: z.string(), sensorState: stateSchema })),
});

const entrySchema = z.object({
  name: z.string(),
  loadStatus: z.enum(['LOADING', 'LOADED']),
  locationOrLoadError: z
    .object({ __typename: z.string(), repositories: z.array(repositorySchema).default([]) })
    .nullish(),
});

function stateOf({ loadStatus, locationOrLoadError }: z.infer<typeof entrySchema>) {
  if (locationOrLoadError?.__typename === 'RepositoryLocation') return 'loaded';
  return loadStatus === 'LOADING' || !locationOrLoadError ? 'loading' : 'failed';
}

function locationOf(entry: z.infer<typeof entrySchema>): CodeLocation {
  const repositories = entry.locationOrLoadError?.repositories ?? [];
  return {
    name: entry.name,
    state: stateOf(entry),
    jobs: repositories.flatMap(({ jobs }) => jobs),
    schedules: repositories.flatMap(({ schedules }) =>
      schedules.map(({ name, scheduleState }) => instigator(name, scheduleState)),
    ),
    sensors: repositories.flatMap(({ sensors }) =>
      sensors.map(({ name, sensorState }) => instigator(name, sensorState)),
    ),
  };
}

const daemonSchema = z
  .object({ daemonType: z.string(), required: z.boolean(), lastHeartbeatTime: optionalNumber })
  .transform(({ daemonType, required, lastHeartbeatTime }): Daemon => ({
    type: daemonType,
    isRequired: required,
    lastHeartbeatAt: lastHeartbeatTime,
  }));

/** The answer to `RUNS`. */
export const runsAnswer = z
  .object({ runsOrError: orRefusal('Runs', z.object({ results: z.array(runSchema) })) })
  .transform(({ runsOrError }) => runsOrError.results);

/** The answer to `ROSTER`. */
export const rosterAnswer = z
  .object({
    version: z.string(),
    workspaceOrError: orRefusal('Workspace', z.object({ locationEntries: z.array(entrySchema) })),
  })
  .transform(({ version, workspaceOrError }): Roster => ({
    version,
    locations: workspaceOrError.locationEntries.map(locationOf),
  }));

/** The answer to `DAEMONS`. */
export const daemonsAnswer = z
  .object({
    instance: z.object({
      daemonHealth: z.object({ allDaemonStatuses: z.array(daemonSchema) }),
    }),
  })
  .transform(({ instance }) => instance.daemonHealth.allDaemonStatuses);
