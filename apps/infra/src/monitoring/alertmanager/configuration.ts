import { REAL_TIME, type TimeScale } from '../time-scale';
import { inhibitionJson } from './inhibition';
import { RECEIVERS, receiversJson } from './receivers';
import type { AlertReceivers } from './settings';

/** By severity; what has none that is known goes to the team, so that nothing is lost. */
function routesJson(time: TimeScale): readonly object[] {
  const { onCall, channel, team, deadMansSwitch, nobody } = RECEIVERS;
  const soon = time.range('1m');
  return [
    {
      matchers: ['alertname="Watchdog"'],
      receiver: deadMansSwitch,
      ...{ group_wait: '0s', group_interval: soon, repeat_interval: time.range('5m') },
    },
    { matchers: ['severity="critical"'], receiver: onCall, repeat_interval: time.range('1h') },
    { matchers: ['severity="warning"'], receiver: team, repeat_interval: time.range('12h') },
    { matchers: ['severity="info"'], receiver: channel, repeat_interval: time.range('1d') },
    { matchers: ['severity="none"'], receiver: nobody },
  ];
}

/**
 * The configuration as Alertmanager reads it: routes by severity, receivers, inhibition.
 *
 * @param time scales how long it waits and repeats; times as they are without
 * @throws {Error} when nobody would be told of alerts
 */
export function alertmanagerJson(receivers: AlertReceivers, time: TimeScale = REAL_TIME): object {
  return {
    route: {
      receiver: RECEIVERS.team,
      group_by: ['alertname', 'namespace', 'job_name'],
      group_wait: time.range('30s'),
      group_interval: time.range('5m'),
      repeat_interval: time.range('12h'),
      routes: routesJson(time),
    },
    inhibit_rules: inhibitionJson(),
    receivers: receiversJson(receivers),
  };
}
