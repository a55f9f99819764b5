import { MAIL, TEXT, TITLE } from './messages';
import type { AlertReceivers, DeadMansSwitch, EmailReceiver } from './settings';

function slackJson({ slack }: AlertReceivers): object {
  if (slack === undefined) return {};
  const { channel, webhookUrlFile } = slack;
  const message = { title: TITLE, text: TEXT, title_link: '' };
  return {
    slack_configs: [{ api_url_file: webhookUrlFile, channel, send_resolved: true, ...message }],
  };
}

function emailConfigJson({ to, from, smarthost, login, allowsClearText = false }: EmailReceiver) {
  const auth = login && { auth_username: login.username, auth_password_file: login.passwordFile };
  return {
    ...{ to, from, smarthost, require_tls: !allowsClearText, send_resolved: true, html: MAIL },
    ...auth,
    headers: { Subject: TITLE },
  };
}

function emailJson({ email }: AlertReceivers): object {
  return email === undefined ? {} : { email_configs: [emailConfigJson(email)] };
}

function pagerdutyJson({ pagerduty }: AlertReceivers): object {
  if (pagerduty === undefined) return {};
  const { routingKeyFile, url } = pagerduty;
  const where = url === undefined ? {} : { url };
  return {
    pagerduty_configs: [
      {
        ...{ routing_key_file: routingKeyFile, ...where, send_resolved: true, description: TITLE },
        details: { runbook: '{{ (index .Alerts 0).Annotations.runbook_url }}', text: TEXT },
      },
    ],
  };
}

function switchJson({ url }: DeadMansSwitch): object {
  const where = typeof url === 'string' ? { url } : { url_file: url.file };
  return { webhook_configs: [{ ...where, send_resolved: false }] };
}

/** The names of the receivers, which routes lead to. */
export const RECEIVERS = {
  /** Wakes somebody. */
  onCall: 'on-call',
  /** For the next working day. */
  team: 'team',
  /** To be read at leisure. */
  channel: 'channel',
  deadMansSwitch: 'dead-mans-switch',
  nobody: 'nobody',
} as const;

/**
 * The receivers as Alertmanager reads them.
 *
 * @throws {Error} when nobody would be told of a critical alert
 */
export function receiversJson(receivers: AlertReceivers): readonly object[] {
  const { slack, email, pagerduty, deadMansSwitch } = receivers;
  if (slack === undefined && email === undefined && pagerduty === undefined) {
    throw new Error('nobody is told of alerts: set slack, email or pagerduty');
  }
  const [chat, mail, page] = [slackJson(receivers), emailJson(receivers), pagerdutyJson(receivers)];
  const alive = deadMansSwitch === undefined ? {} : switchJson(deadMansSwitch);
  return [
    { name: RECEIVERS.onCall, ...chat, ...mail, ...page },
    { name: RECEIVERS.team, ...chat, ...mail },
    { name: RECEIVERS.channel, ...chat },
    { name: RECEIVERS.deadMansSwitch, ...alive },
    { name: RECEIVERS.nobody },
  ];
}
