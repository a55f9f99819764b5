import { setTimeout as sleep } from 'node:timers/promises';
import { DagsterApiError, type DagsterApi } from './dagster-api';

/** A run as the list of runs shows it. */
export interface ListedRun {
  readonly runId: string;
  readonly status: string;
  readonly tags: Readonly<Record<string, string>>;
}

const RUNS = `query ($filter: RunsFilter!) { runsOrError(filter: $filter, limit: 500) { __typename
  ... on Runs { results { runId status tags { key value } } } } }`;

/** The runs that a filter of the list of runs leaves, newest first. */
export async function listRuns(api: DagsterApi, filter: object): Promise<readonly ListedRun[]> {
  interface Answer {
    readonly runsOrError: {
      readonly results?: readonly {
        readonly runId: string;
        readonly status: string;
        readonly tags: readonly { readonly key: string; readonly value: string }[];
      }[];
    };
  }
  const { runsOrError } = await api.query<Answer>(RUNS, { filter });
  const { results } = runsOrError;
  if (results === undefined) throw new DagsterApiError(JSON.stringify(runsOrError));
  return results.map(({ tags, ...run }) => ({
    ...run,
    tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])),
  }));
}

const BACKFILL = `mutation ($params: LaunchBackfillParams!) { launchPartitionBackfill(backfillParams: $params) {
  __typename ... on LaunchBackfillSuccess { backfillId } ... on PythonError { message } } }`;

/** What a backfill fills. */
export interface BackfillOptions {
  readonly partitions: readonly string[];
  readonly runConfig?: object;
}

/** Launches a backfill of a job as its page does; answers its id. */
export async function launchBackfill(
  api: DagsterApi,
  job: string,
  { partitions, runConfig = {} }: BackfillOptions,
): Promise<string> {
  const { name, location } = await api.repository();
  const repositorySelector = { repositoryName: name, repositoryLocationName: location.name };
  const params = {
    selector: { partitionSetName: `${job}_partition_set`, repositorySelector },
    partitionNames: partitions,
    runConfigData: runConfig,
  };
  type Answer = Readonly<Record<'launchPartitionBackfill', { readonly backfillId?: string }>>;
  const { launchPartitionBackfill: answer } = await api.query<Answer>(BACKFILL, { params });
  if (answer.backfillId === undefined) throw new DagsterApiError(JSON.stringify(answer));
  return answer.backfillId;
}

const BACKFILL_STATUS = `query ($id: String!) { partitionBackfillOrError(backfillId: $id) { __typename
  ... on PartitionBackfill { status } ... on PythonError { message } } }`;

/** Waits for a backfill to end; answers its status, such as `COMPLETED_SUCCESS`. */
export async function untilBackfilled(
  api: DagsterApi,
  id: string,
  seconds: number,
): Promise<string> {
  type Answer = Readonly<Record<'partitionBackfillOrError', { readonly status?: string }>>;
  const giveUpAt = performance.now() + seconds * 1000;
  for (;;) {
    const { partitionBackfillOrError: answer } = await api.query<Answer>(BACKFILL_STATUS, { id });
    const { status } = answer;
    if (status === undefined) throw new DagsterApiError(JSON.stringify(answer));
    if (/^(COMPLETED|FAILED|CANCELED)/.test(status)) return status;
    if (performance.now() > giveUpAt) {
      throw new DagsterApiError(`backfill ${id} is ${status} after ${seconds} s`);
    }
    await sleep(1000);
  }
}
