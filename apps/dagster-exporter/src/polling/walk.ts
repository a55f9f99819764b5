import { DagsterError, type Dagster, type RunQuery, type RunRecord } from '../dagster/dagster';

/** A page begins after a run; when that one was deleted, Dagster answers an empty page. */
async function requireStillThere(dagster: Dagster, id: string | undefined): Promise<void> {
  if (id === undefined || (await dagster.runs({ ids: [id], limit: 1 })).length > 0) return;
  throw new DagsterError('list all runs', `run ${id} was deleted meanwhile`);
}

/**
 * All runs that a query finds, page by page, the newest first.
 *
 * @throws {DagsterError} when Dagster does not answer, or a run that a page ended with is deleted
 */
export async function* walkRuns(
  dagster: Dagster,
  query: RunQuery,
): AsyncIterable<readonly RunRecord[]> {
  let cursor: string | undefined;
  for (;;) {
    const page = await dagster.runs({ ...query, cursor });
    if (page.length === 0) await requireStillThere(dagster, cursor);
    else yield page;
    if (page.length < query.limit) return;
    cursor = page.at(-1)?.id;
  }
}

/** All runs that a query finds. */
export async function allRuns(dagster: Dagster, query: RunQuery): Promise<readonly RunRecord[]> {
  const runs: RunRecord[] = [];
  for await (const page of walkRuns(dagster, query)) runs.push(...page);
  return runs;
}
