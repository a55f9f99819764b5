import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DagsterApi } from './dagster-api';
import { startPostgres, type PostgresServer } from './postgres-server';
import { pythonEnvironment } from './python-environment';
import { freePort, listens, ServerProcess } from './server-process';

/** The worker's code location: requirements, instance, package. */
export const CODE_LOCATION = resolve(
  ...[import.meta.dirname, '..', '..', '..', 'apps', 'weather-worker', 'dagster'],
);

/** What the code location is called in the workspace. */
export const LOCATION = 'weather';
/** Python takes its time when nothing is compiled yet. */
const START_MS = 120_000;

/** What Dagster runs, and where. */
export interface DagsterOptions {
  /** A folder of this run: instance, logs, files of the runs. */
  readonly folder: string;
  /**
   * The Python module with `defs`, and the folder that it is imported from.
   *
   * @default the worker's code location
   */
  readonly module?: string;
  readonly workingDirectory?: string;
  /** Variables of the code location and so of its runs, besides those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
  /** @default 2 */
  readonly maxConcurrentRuns?: number;
  /** Told before something that takes a while. */
  readonly say: (line: string) => void;
}

/** The parts of a Dagster that run, each a process: stop one and start it again as you like. */
export const DAGSTER_PARTS = ['codeServer', 'webserver', 'daemon'] as const;

export type DagsterPart = (typeof DAGSTER_PARTS)[number];

interface Ports {
  readonly webserver: number;
  readonly codeServer: number;
}

/** What stays while parts come and go. */
interface Installation {
  readonly ports: Ports;
  /** Folder of the programs. */
  readonly programs: string;
  readonly postgres: PostgresServer;
}

function workspaceOf({ codeServer }: Ports): string {
  const server = { host: '127.0.0.1', port: codeServer, location_name: LOCATION };
  return JSON.stringify({ load_from: [{ grpc_server: server }] });
}

/**
 * A real Dagster: code server, webserver and daemon over a PostgreSQL of its own, on loopback, with the
 * instance file of the worker's code location.
 *
 * @example
 * const dagster = await DagsterServer.start({ folder, say, environment: { WEATHER_SOURCE: 'replay' } });
 * const run = await dagster.api.launch('weather_product_job', { runConfig, tags });
 * await dagster.api.untilEnded(run);               // 'SUCCESS' | 'FAILURE' | 'CANCELED'
 * await dagster.stopPart('daemon');                // and startPart, restart
 * const answer = await dagster.api.query<{ version: string }>('{ version }');
 * await dagster.stop();
 */
export class DagsterServer {
  private readonly running = new Map<DagsterPart, ServerProcess>();

  private constructor(
    private readonly options: DagsterOptions,
    private readonly installation: Installation,
  ) {}

  /**
   * Installs what is missing and starts all parts.
   *
   * @throws {Error} with the last words of a part that does not come up
   */
  static async start(options: DagsterOptions): Promise<DagsterServer> {
    const { folder, say } = options;
    const programs = await pythonEnvironment(join(CODE_LOCATION, 'requirements.txt'), say);
    const ports = { webserver: await freePort(), codeServer: await freePort() };
    mkdirSync(join(folder, 'home'), { recursive: true });
    copyFileSync(join(CODE_LOCATION, 'dagster.yaml'), join(folder, 'home', 'dagster.yaml'));
    writeFileSync(join(folder, 'workspace.yaml'), workspaceOf(ports));
    const postgres = await startPostgres(say);
    const dagster = new DagsterServer(options, { ports, programs, postgres });
    await dagster.startAll();
    return dagster;
  }

  /** Of the webserver. */
  get url(): string {
    return `http://127.0.0.1:${this.installation.ports.webserver}`;
  }

  /** Its GraphQL endpoint is `url` and `/graphql`. */
  get api(): DagsterApi {
    return new DagsterApi(this.url);
  }

  /** The process of a part that runs. */
  part(part: DagsterPart): ServerProcess | undefined {
    return this.running.get(part);
  }

  async startPart(part: DagsterPart): Promise<void> {
    const startedAt = Date.now() / 1000;
    const started = await ServerProcess.start({
      name: `dagster ${part}`,
      ...this.commandOf(part),
      cwd: this.options.workingDirectory ?? CODE_LOCATION,
      env: this.environment,
      startMs: START_MS,
      isUp: () => this.isUpSince(startedAt, part),
    });
    this.running.set(part, started);
  }

  /** Ends a part; runs that it started go on. */
  async stopPart(part: DagsterPart, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    await this.running.get(part)?.stop(signal);
    this.running.delete(part);
  }

  /** Ends all of Dagster and starts it again over the same database. */
  async restart(): Promise<void> {
    await this.stopParts();
    await this.startAll();
  }

  async stop(): Promise<void> {
    await this.stopParts();
    await this.installation.postgres.stop();
  }

  private async startAll(): Promise<void> {
    try {
      // In this order: the first that reaches the database makes its tables.
      for (const part of DAGSTER_PARTS) await this.startPart(part);
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  private async stopParts(): Promise<void> {
    for (const part of [...DAGSTER_PARTS].reverse()) await this.stopPart(part);
  }

  private commandOf(part: DagsterPart): { program: string; parameters: readonly string[] } {
    const { module = 'weather_dagster.definitions', folder } = this.options;
    const workspace = ['--workspace', join(folder, 'workspace.yaml')];
    const at = (port: number) => ['--host', '127.0.0.1', '--port', String(port)];
    const commands: Readonly<Record<DagsterPart, readonly [string, ...string[]]>> = {
      codeServer: [
        ...(['dagster', 'api', 'grpc'] as const),
        ...[
          ...at(this.installation.ports.codeServer),
          '--module-name',
          module,
          '--location-name',
          LOCATION,
        ],
      ],
      webserver: ['dagster-webserver', ...at(this.installation.ports.webserver), ...workspace],
      daemon: ['dagster-daemon', 'run', ...workspace],
    };
    const [program, ...parameters] = commands[part];
    return { program: join(this.installation.programs, program), parameters };
  }

  /** Variables with which a Python program of its own reaches the instance. */
  get environment(): NodeJS.ProcessEnv {
    const { folder, maxConcurrentRuns = 2, environment } = this.options;
    return {
      ...process.env,
      PATH: `${this.installation.programs}:${process.env['PATH'] ?? ''}`,
      DAGSTER_HOME: join(folder, 'home'),
      DAGSTER_POSTGRES_URL: this.installation.postgres.url,
      PGPASSFILE: this.installation.postgres.passwordFile,
      DAGSTER_MAX_CONCURRENT_RUNS: String(maxConcurrentRuns),
      DAGSTER_DEQUEUE_SECONDS: '1',
      ...environment,
    };
  }

  private isUpSince(startedAt: number, part: DagsterPart): Promise<boolean> {
    if (part === 'codeServer') return listens(this.installation.ports.codeServer);
    // The daemon has no door of its own: it is up when it has given a sign of life.
    return part === 'webserver' ? this.api.isUp() : this.api.hasDaemonSince(startedAt);
  }
}
