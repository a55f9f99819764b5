import { resolve } from 'node:path';
import { answers, freePort, ServerProcess } from '../../servers/server-process';

const BUNDLE = resolve(
  ...[import.meta.dirname, '..', '..', '..', '..', 'dist', 'apps', 'dagster-exporter', 'main.mjs'],
);

/** The exporter as it is built, in a process of its own. */
export class ExporterProcess {
  private constructor(
    /** Host and port. */
    readonly address: string,
    private readonly process: ServerProcess,
  ) {}

  /** @param environment besides the URL of Dagster; it polls every second */
  static async start(
    dagsterUrl: string,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<ExporterProcess> {
    const port = await freePort();
    const address = `127.0.0.1:${port}`;
    const started = await ServerProcess.start({
      name: 'dagster-exporter',
      program: process.execPath,
      parameters: [BUNDLE],
      env: {
        PATH: process.env['PATH'],
        ...{ DAGSTER_GRAPHQL_URL: `${dagsterUrl}/graphql`, POLL_SECONDS: '1', ROSTER_SECONDS: '2' },
        ...environment,
        PORT: String(port),
      },
      isUp: () => answers(`http://${address}/health/live`),
    });
    return new ExporterProcess(address, started);
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  /** The metrics as text. */
  async scrape(): Promise<string> {
    return (await fetch(`http://${this.address}/metrics`)).text();
  }

  /** The values of a metric's samples, by the text of their labels. */
  async samples(metric: string): Promise<ReadonlyMap<string, number>> {
    const lines = (await this.scrape()).split('\n').filter((line) => line.startsWith(`${metric}{`));
    return new Map(
      lines.map((line) => {
        const end = line.lastIndexOf('}');
        return [line.slice(metric.length + 1, end), Number(line.slice(end + 1))];
      }),
    );
  }

  stop(): Promise<void> {
    return this.process.stop();
  }
}
