/**
 * Who is told of alerts, and how. Credentials stand in files, which Vault fills; none of them is ever
 * part of the configuration.
 */
export interface AlertReceivers {
  readonly slack?: SlackReceiver;
  readonly email?: EmailReceiver;
  readonly pagerduty?: PagerdutyReceiver;
  readonly deadMansSwitch?: DeadMansSwitch;
}

export interface SlackReceiver {
  /** Such as `#dagster-alerts`. */
  readonly channel: string;
  /** Holds the URL of an incoming webhook. */
  readonly webhookUrlFile: string;
}

export interface EmailReceiver {
  /** One address, or several with commas between. */
  readonly to: string;
  readonly from: string;
  /** Host and port of the mail server. */
  readonly smarthost: string;
  /** Who logs in; nobody does without. */
  readonly login?: { readonly username: string; readonly passwordFile: string };
  /**
   * Whether mail is sent in clear text when the server offers no TLS.
   *
   * @default false
   */
  readonly allowsClearText?: boolean;
}

export interface PagerdutyReceiver {
  /** Holds the integration key of Events API v2. */
  readonly routingKeyFile: string;
  /** @default PagerDuty's */
  readonly url?: string;
}

/** What raises the alarm when alerts stay away: it is called every few minutes while all is well. */
export interface DeadMansSwitch {
  /** Its URL, or the file that holds it (Alertmanager 0.26 and newer). */
  readonly url: string | { readonly file: string };
}

/** Where the credentials of the receivers are mounted. */
export const CREDENTIALS = '/etc/alertmanager/credentials';

/** Receivers as a deployment has them that sends to all; the environment may change any of it. */
export const EXAMPLE_RECEIVERS: AlertReceivers = {
  slack: { channel: '#dagster-alerts', webhookUrlFile: `${CREDENTIALS}/slack-webhook-url` },
  email: {
    ...{ to: 'oncall@example.com', from: 'alerts@example.com', smarthost: 'smtp.example.com:587' },
    login: { username: 'alerts@example.com', passwordFile: `${CREDENTIALS}/smtp-password` },
  },
  pagerduty: { routingKeyFile: `${CREDENTIALS}/pagerduty-routing-key` },
  deadMansSwitch: { url: { file: `${CREDENTIALS}/dead-mans-switch-url` } },
};
