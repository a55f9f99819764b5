import { daemonsAnswer, rosterAnswer, runsAnswer } from './answers';
import type { Daemon, Dagster, Roster, RunQuery, RunRecord } from './dagster';
import { DAEMONS, ROSTER, RUNS } from './documents';
import type { GraphqlClient } from './graphql-client';

/** A Dagster deployment behind its webserver's GraphQL API. */
export class GraphqlDagster implements Dagster {
  constructor(private readonly client: GraphqlClient) {}

  runs(query: RunQuery): Promise<readonly RunRecord[]> {
    const { ids, statuses, updatedAfter, cursor, limit, withSteps = false } = query;
    // An empty list of ids is no filter to Dagster.
    if (ids?.length === 0) return Promise.resolve([]);
    return this.client.ask({
      action: 'list runs',
      document: RUNS,
      variables: { filter: { runIds: ids, statuses, updatedAfter }, cursor, limit, withSteps },
      answer: runsAnswer,
    });
  }

  roster(): Promise<Roster> {
    return this.client.ask({
      action: 'list code locations',
      document: ROSTER,
      answer: rosterAnswer,
    });
  }

  daemons(): Promise<readonly Daemon[]> {
    return this.client.ask({ action: 'list daemons', document: DAEMONS, answer: daemonsAnswer });
  }
}
