import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prometheusProgram } from './prometheus-programs';
import { answers, freePort, ServerProcess } from './server-process';

/** What a Prometheus scrapes and evaluates. */
export interface PrometheusOptions {
  /** A folder of this server: configuration and data. */
  readonly folder: string;
  /** Hosts and ports to scrape, by the value of the label `job`. */
  readonly targets: Readonly<Record<string, string>>;
  /** Files of rules, as JSON. */
  readonly rules: Readonly<Record<string, object>>;
  /** Host and port of the Alertmanager. */
  readonly alertmanager?: string;
  /** How often it scrapes and evaluates, such as `1s`. */
  readonly interval: string;
  /** Told before something that takes a while. */
  readonly say: (line: string) => void;
}

/** A series that a query answered, with its value now. */
export interface QueriedSeries {
  readonly metric: Readonly<Record<string, string>>;
  /** A number as text, such as `NaN`. */
  readonly value: string;
}

/** An alert as Prometheus sees it. */
export interface ActiveAlert {
  readonly name: string;
  readonly state: 'pending' | 'firing';
}

function configurationOf({ targets, rules, alertmanager, interval }: PrometheusOptions): object {
  const managers =
    alertmanager === undefined ? [] : [{ static_configs: [{ targets: [alertmanager] }] }];
  return {
    global: { scrape_interval: interval, scrape_timeout: interval, evaluation_interval: interval },
    rule_files: Object.keys(rules).map((name) => `${name}.rules.json`),
    alerting: { alertmanagers: managers },
    scrape_configs: Object.entries(targets).map(([job, target]) => ({
      job_name: job,
      static_configs: [{ targets: [target] }],
    })),
  };
}

/** It answers before it is ready, with an error. */
async function isReady(url: string): Promise<boolean> {
  return (await answers(url)) && (await fetch(url)).ok;
}

/** A real Prometheus on loopback. */
export class PrometheusServer {
  private constructor(
    readonly url: string,
    private readonly process: ServerProcess,
  ) {}

  static async start(options: PrometheusOptions): Promise<PrometheusServer> {
    const program = await prometheusProgram('prometheus', options.say);
    const { folder, rules } = options;
    mkdirSync(folder, { recursive: true });
    for (const [name, file] of Object.entries(rules)) {
      writeFileSync(join(folder, `${name}.rules.json`), JSON.stringify(file));
    }
    const configuration = join(folder, 'prometheus.json');
    writeFileSync(configuration, JSON.stringify(configurationOf(options)));
    const address = `127.0.0.1:${await freePort()}`;
    const started = await ServerProcess.start({
      name: 'prometheus',
      program,
      parameters: [
        `--config.file=${configuration}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=${address}`,
        '--log.level=warn',
        // What fires before the Alertmanager is known is sent again this much later.
        '--rules.alert.resend-delay=5s',
      ],
      isUp: () => isReady(`http://${address}/-/ready`),
    });
    return new PrometheusServer(`http://${address}`, started);
  }

  /** What an expression answers now. */
  async query(expression: string): Promise<readonly QueriedSeries[]> {
    interface Answer {
      readonly status: string;
      readonly error?: string;
      readonly data?: {
        readonly result: readonly { metric: Record<string, string>; value: [number, string] }[];
      };
    }
    const url = `${this.url}/api/v1/query?query=${encodeURIComponent(expression)}`;
    const answer = (await (await fetch(url)).json()) as Answer;
    if (answer.data === undefined)
      throw new Error(`${expression}: ${answer.error ?? answer.status}`);
    return answer.data.result.map(({ metric, value: [, value] }) => ({ metric, value }));
  }

  /** Every alert that is pending or fires. */
  async alerts(): Promise<readonly ActiveAlert[]> {
    interface Answer {
      readonly data: {
        readonly alerts: readonly { labels: { alertname: string }; state: ActiveAlert['state'] }[];
      };
    }
    const answer = (await (await fetch(`${this.url}/api/v1/alerts`)).json()) as Answer;
    return answer.data.alerts.map(({ labels, state }) => ({ name: labels.alertname, state }));
  }

  stop(): Promise<void> {
    return this.process.stop();
  }
}
