import type { Dagster } from '../dagster/dagster';
import { GraphqlClient } from '../dagster/graphql-client';
import { GraphqlDagster } from '../dagster/graphql-dagster';

/** The Dagster deployment behind a webserver. */
export function dagsterAt(url: string): Dagster {
  return new GraphqlDagster(new GraphqlClient({ url: `${url}/graphql`, timeoutMs: 60_000 }));
}
