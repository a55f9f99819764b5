import { setTimeout as sleep } from 'node:timers/promises';

/** Dagster answered with an error, which its GraphQL does at HTTP 200. */
export class DagsterApiError extends Error {
  override readonly name = 'DagsterApiError';
}

/** How a run ended. */
export type RunEnding = 'SUCCESS' | 'FAILURE' | 'CANCELED';

/** What a run is launched with. */
export interface LaunchOptions {
  readonly runConfig?: object;
  readonly tags?: Readonly<Record<string, string>>;
}

/** An event of a run's log, as its page shows it. */
export interface RunLogEvent {
  readonly __typename: string;
  readonly message: string;
  readonly level: string;
  readonly stepKey: string | null;
  readonly error?: LoggedError | null;
  readonly metadataEntries?: readonly MetadataEntry[];
  readonly assetKey?: { readonly path: readonly string[] } | null;
  readonly evaluation?: {
    readonly checkName: string;
    readonly success: boolean;
    readonly severity: string;
  };
}

/** An error in a run's log, with what caused it. */
export interface LoggedError {
  readonly message: string;
  readonly className: string | null;
  readonly cause?: LoggedError | null;
}

/** A named value that hangs on an event. */
export interface MetadataEntry {
  readonly label: string;
  readonly text?: string;
  readonly intValue?: number;
  readonly floatValue?: number;
  readonly boolValue?: boolean;
  readonly jsonString?: string;
  readonly url?: string;
  readonly path?: string;
  readonly timestamp?: number;
}

const ERROR = 'error { message className cause { message className } }';
const METADATA = `metadataEntries { label ... on TextMetadataEntry { text } ... on IntMetadataEntry { intValue }
  ... on FloatMetadataEntry { floatValue } ... on BoolMetadataEntry { boolValue } ... on JsonMetadataEntry { jsonString }
  ... on UrlMetadataEntry { url } ... on PathMetadataEntry { path } ... on TimestampMetadataEntry { timestamp } }`;

const LOGS = `query ($run: ID!, $cursor: String) { logsForRun(runId: $run, afterCursor: $cursor, limit: 1000) {
  __typename ... on PythonError { message } ... on RunNotFoundError { message }
  ... on EventConnection { cursor hasMore events { __typename
    ... on MessageEvent { message level stepKey }
    ... on ExecutionStepFailureEvent { ${ERROR} }
    ... on ExecutionStepUpForRetryEvent { ${ERROR} }
    ... on EngineEvent { ${ERROR} }
    ... on RunFailureEvent { ${ERROR} }
    ... on MaterializationEvent { assetKey { path } ${METADATA} }
    ... on AssetCheckEvaluationEvent { evaluation { checkName success severity ${METADATA} } } } } } }`;

const LAUNCH = `mutation ($params: ExecutionParams!) { launchRun(executionParams: $params) { __typename
  ... on LaunchRunSuccess { run { runId } } ... on PythonError { message }
  ... on RunConfigValidationInvalid { errors { message } } ... on InvalidSubsetError { message }
  ... on UnauthorizedError { message } ... on PipelineNotFoundError { message } } }`;

interface Typed {
  readonly __typename: string;
  readonly message?: string;
  readonly errors?: readonly { readonly message: string }[];
}

/** The GraphQL API of a webserver, as its user interface uses it. */
export class DagsterApi {
  constructor(private readonly url: string) {}

  /**
   * What a query answers.
   *
   * @throws {DagsterApiError} when it holds errors; those inside of types are the caller's to see
   */
  async query<T>(query: string, variables: object = {}): Promise<T> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(60_000),
    });
    const answer = (await response.json()) as { data?: T; errors?: object[] };
    if (answer.data === undefined || answer.errors !== undefined) {
      throw new DagsterApiError(`${this.url}: ${JSON.stringify(answer.errors ?? answer)}`);
    }
    return answer.data;
  }

  /** Launches a run of a job of the code location; answers its id. */
  async launch(job: string, { runConfig = {}, tags = {} }: LaunchOptions = {}): Promise<string> {
    const selector = await this.selectorOf(job);
    const executionMetadata = {
      tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
    };
    const params = { selector, runConfigData: runConfig, executionMetadata };
    type Launched = Typed & { readonly run: { readonly runId: string } };
    const { launchRun } = await this.query<{ launchRun: Launched }>(LAUNCH, { params });
    return expected('LaunchRunSuccess', launchRun).run.runId;
  }

  /** Where a job is found. */
  async selectorOf(job: string): Promise<object> {
    const { name, location } = await this.repository();
    return { repositoryName: name, repositoryLocationName: location.name, pipelineName: job };
  }

  /** The repository of the one code location that is loaded. */
  async repository() {
    interface Answer {
      readonly repositoriesOrError: Typed & {
        readonly nodes: readonly { readonly name: string; readonly location: { name: string } }[];
      };
    }
    const { repositoriesOrError } = await this.query<Answer>(
      '{ repositoriesOrError { __typename ... on PythonError { message } ... on RepositoryConnection { nodes { name location { name } } } } }',
    );
    const [repository] = expected('RepositoryConnection', repositoriesOrError).nodes;
    if (repository === undefined) throw new DagsterApiError('no code location is loaded');
    return repository;
  }

  /** The state of a run, such as `STARTED`. */
  async statusOf(run: string): Promise<string> {
    type Answer = Typed & { readonly status: string };
    const { runOrError } = await this.query<{ runOrError: Answer }>(
      'query ($run: ID!) { runOrError(runId: $run) { __typename ... on Run { status } ... on PythonError { message } } }',
      { run },
    );
    return expected('Run', runOrError).status;
  }

  /** Waits for a run to end. @throws {DagsterApiError} when it takes longer than `seconds` */
  async untilEnded(run: string, seconds = 180): Promise<RunEnding> {
    const giveUpAt = performance.now() + seconds * 1000;
    for (;;) {
      const status = await this.statusOf(run);
      if (status === 'SUCCESS' || status === 'FAILURE' || status === 'CANCELED') return status;
      if (performance.now() > giveUpAt) {
        throw new DagsterApiError(`run ${run} is ${status} after ${seconds} s`);
      }
      await sleep(250);
    }
  }

  /** All events of a run, as its page shows them. */
  async logOf(run: string): Promise<readonly RunLogEvent[]> {
    interface Page extends Typed {
      readonly cursor: string;
      readonly hasMore: boolean;
      readonly events: readonly RunLogEvent[];
    }
    const all: RunLogEvent[] = [];
    let cursor: string | undefined;
    for (;;) {
      const { logsForRun } = await this.query<{ logsForRun: Page }>(LOGS, { run, cursor });
      const page = expected('EventConnection', logsForRun);
      all.push(...page.events);
      if (!page.hasMore) return all;
      cursor = page.cursor;
    }
  }

  /** Whether the webserver answers and has loaded its code location. */
  async isUp(): Promise<boolean> {
    return this.isTrue(async () => (await this.repository()).name !== '');
  }

  /** Whether a daemon has given a sign of life since `instant`, in Unix seconds. */
  hasDaemonSince(instant: number): Promise<boolean> {
    interface Answer {
      readonly instance: {
        readonly daemonHealth: {
          readonly allDaemonStatuses: readonly { readonly lastHeartbeatTime: number | null }[];
        };
      };
    }
    const query = '{ instance { daemonHealth { allDaemonStatuses { lastHeartbeatTime } } } }';
    return this.isTrue(async () => {
      const { instance } = await this.query<Answer>(query);
      const statuses = instance.daemonHealth.allDaemonStatuses;
      return statuses.some(({ lastHeartbeatTime: last }) => last !== null && last >= instant);
    });
  }

  private async isTrue(ask: () => Promise<boolean>): Promise<boolean> {
    try {
      return await ask();
    } catch {
      return false;
    }
  }
}

function expected<T extends Typed>(type: string, answer: T): T {
  if (answer.__typename === type) return answer;
  const said = [answer.message, ...(answer.errors ?? []).map(({ message }) => message)];
  throw new DagsterApiError(`${answer.__typename} instead of ${type}: ${said.join('; ')}`);
}
