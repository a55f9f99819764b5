import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALERTS, alertmanagerJson, fasterTime } from '@weather/infra/monitoring';
import { HttpReceiver } from '../../monitoring/receivers/http-receiver';
import { SmtpSink } from '../../monitoring/receivers/smtp-sink';
import { AlertmanagerServer } from '../../servers/alertmanager';
import { until } from './until';

/** So much faster than it would does Alertmanager group, wait and repeat. */
const PACE = 20;

const ROUTING_KEY = 'a-routing-key-of-the-tests';

/** A real Alertmanager with the platform's configuration, and all it tells. */
export class Told {
  private constructor(
    readonly alertmanager: AlertmanagerServer,
    readonly http: HttpReceiver,
    readonly smtp: SmtpSink,
  ) {}

  /** @param folder for the configuration and the files of credentials */
  static async start(folder: string, say: (line: string) => void): Promise<Told> {
    mkdirSync(folder, { recursive: true });
    const [http, smtp] = [new HttpReceiver(), new SmtpSink()];
    const url = await http.listen();
    const credential = (name: string, value: string): string => {
      writeFileSync(join(folder, name), value);
      return join(folder, name);
    };
    const configuration = alertmanagerJson(
      {
        slack: { channel: '#dagster-alerts', webhookUrlFile: credential('slack', `${url}/slack`) },
        pagerduty: { url: `${url}/page`, routingKeyFile: credential('page', ROUTING_KEY) },
        email: {
          ...{ to: 'oncall@example.com', from: 'alerts@example.com', allowsClearText: true },
          smarthost: await smtp.listen(),
        },
        deadMansSwitch: { url: `${url}/alive` },
      },
      fasterTime(PACE),
    );
    const server = await AlertmanagerServer.start(join(folder, 'data'), configuration, say);
    return new Told(server, http, smtp);
  }

  /** Waits until all whom its severity asks for were told that an alert fires. */
  async firing(alert: string, seconds?: number): Promise<void> {
    const severity = ALERTS.find((rule) => rule.alert === alert)?.severity ?? 'none';
    const title = `${severity.charAt(0).toUpperCase()}${severity.slice(1)}: ${alert}`;
    await until(`told: ${title}`, () => this.isTold(title, severity, 'trigger'), seconds);
  }

  /** Waits until the same were told that it does not fire any more. */
  async resolved(alert: string, seconds?: number): Promise<void> {
    const severity = ALERTS.find((rule) => rule.alert === alert)?.severity ?? 'none';
    const title = `Resolved: ${alert}`;
    await until(`told: ${title}`, () => this.isTold(title, severity, 'resolve'), seconds);
  }

  /** Forgets what was told so far, so that what is told next is seen. */
  forget(): void {
    this.http.received.length = 0;
    this.smtp.mails.length = 0;
  }

  /** Whether the dead man's switch was called. */
  get isAlive(): boolean {
    return this.http.got('/alive', 'Watchdog');
  }

  /** What Slack was told of an alert. */
  slackMessage(alert: string): string {
    const found = this.http.received.find(
      ({ path, body }) => path === '/slack' && body.includes(`: ${alert}`),
    );
    return found?.body ?? '';
  }

  async close(): Promise<void> {
    await this.alertmanager.stop();
    await this.http.close();
    await this.smtp.close();
  }

  private isTold(title: string, severity: string, action: 'trigger' | 'resolve'): boolean {
    const isMailed = this.smtp.mails.some((mail) => mail.includes(`Subject: ${title}`));
    const isPaged = this.http.got('/page', title, ROUTING_KEY, `"event_action":"${action}"`);
    return this.http.got('/slack', title) && isMailed && (severity !== 'critical' || isPaged);
  }
}
