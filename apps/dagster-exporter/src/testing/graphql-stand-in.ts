import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { CodeLocation, Dagster, Instigator, RunQuery, RunRecord } from '../dagster/dagster';

interface Asked {
  readonly query: string;
  readonly variables?: {
    readonly filter?: {
      readonly runIds?: readonly string[];
      readonly statuses?: RunQuery['statuses'];
      readonly updatedAfter?: number;
    };
    readonly cursor?: string;
    readonly limit?: number;
    readonly withSteps?: boolean;
  };
}

/** What it answers instead, once: an HTTP status and a body. */
export interface Instead {
  readonly status: number;
  readonly body: string;
}

function runJson(run: RunRecord): unknown {
  return {
    runId: run.id,
    jobName: run.job,
    status: run.status,
    startTime: run.startedAt ?? null,
    endTime: run.endedAt ?? null,
    repositoryOrigin: run.location ? { repositoryLocationName: run.location } : null,
    stepStats: run.steps.map(({ key: stepKey, status }) => ({ stepKey, status })),
  };
}

function stateJson({ isRunning, lastTick }: Instigator): unknown {
  const status = lastTick?.isFailure === true ? 'FAILURE' : 'SUCCESS';
  return {
    status: isRunning ? 'RUNNING' : 'STOPPED',
    ticks: lastTick ? [{ status, timestamp: lastTick.at }] : [],
  };
}

function repositoryJson({ jobs, schedules, sensors }: CodeLocation): unknown {
  const op = { definition: { __typename: 'SolidDefinition' } };
  const graph = { definition: { __typename: 'CompositeSolidDefinition' } };
  return {
    jobs: jobs.map(({ name, steps }) => ({
      name,
      solidHandles: steps.flatMap((step) => [
        ...(step.includes('.') ? [{ handleID: step.split('.', 1)[0], solid: graph }] : []),
        { handleID: step, solid: op },
      ]),
    })),
    schedules: schedules.map((one) => ({ name: one.name, scheduleState: stateJson(one) })),
    sensors: sensors.map((one) => ({ name: one.name, sensorState: stateJson(one) })),
  };
}

function locationJson(location: CodeLocation): unknown {
  const { name, state } = location;
  const loadStatus = state === 'loading' ? 'LOADING' : 'LOADED';
  if (state === 'loading') return { name, loadStatus, locationOrLoadError: null };
  const error = { __typename: 'PythonError', message: 'no module named weather' };
  const loaded = { __typename: 'RepositoryLocation', repositories: [repositoryJson(location)] };
  return { name, loadStatus, locationOrLoadError: state === 'failed' ? error : loaded };
}

/** Dagster's GraphQL API over another {@link Dagster}, as an HTTP server on loopback. */
export class GraphqlStandIn {
  private readonly server: Server;
  private readonly answersInstead: Instead[] = [];

  constructor(private readonly dagster: Dagster) {
    this.server = createServer((request, response) => {
      void this.serve(request, response);
    });
  }

  /** Starts it and answers the URL of its API. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/graphql`;
  }

  /** Has the next question answered otherwise. */
  answerInstead(...answers: readonly Instead[]): void {
    this.answersInstead.push(...answers);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = JSON.parse(await text(request)) as Asked;
    const instead = this.answersInstead.shift();
    if (instead !== undefined) {
      response.writeHead(instead.status).end(instead.body);
      return;
    }
    const answer = await this.dataFor(asked).then(
      (data) => ({ data }),
      (error: unknown) => ({ data: null, errors: [{ message: String(error) }] }),
    );
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }

  private async dataFor({ query, variables = {} }: Asked): Promise<unknown> {
    if (query.includes('ExporterRuns(')) return this.runs(variables);
    if (query.includes('ExporterRoster')) return this.roster();
    const daemons = await this.dagster.daemons();
    const allDaemonStatuses = daemons.map(({ type, isRequired, lastHeartbeatAt }) => ({
      daemonType: type,
      required: isRequired,
      lastHeartbeatTime: lastHeartbeatAt ?? null,
    }));
    return { instance: { daemonHealth: { allDaemonStatuses } } };
  }

  private async runs({ filter, cursor, limit, withSteps }: NonNullable<Asked['variables']>) {
    const { runIds: ids, statuses, updatedAfter } = filter ?? {};
    const query = { ids, statuses, updatedAfter, cursor, limit: limit ?? 1000, withSteps };
    const runs = await this.dagster.runs(query);
    return { runsOrError: { __typename: 'Runs', results: runs.map(runJson) } };
  }

  private async roster(): Promise<unknown> {
    const { version, locations } = await this.dagster.roster();
    const locationEntries = locations.map(locationJson);
    return { version, workspaceOrError: { __typename: 'Workspace', locationEntries } };
  }
}
