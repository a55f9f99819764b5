import { readEnvironment } from '../../environments/read-environment';
import { BOARDS } from '../../monitoring';
import { alertRules } from './alert-rules';
import { dashboards } from './dashboards';
import { monitoringValues, receiversOf, RECEIVERS_SECRET } from './monitoring-values';

const values = (name: string) =>
  monitoringValues({ retentionDays: 7, receivers: receiversOf(readEnvironment(name)) });

describe('monitoringValues', () => {
  it('tells whom the environment names, with credentials from files', () => {
    const text = JSON.stringify(values('prod').alertmanager);
    expect(text).toContain('"channel":"#dagster-alerts"');
    expect(text).toContain('/etc/alertmanager/credentials/pagerduty-routing-key');
    expect(text).toContain(`"secretName":"${RECEIVERS_SECRET}","optional":true`);
  });

  it('leaves the configuration of the chart where nobody is to be told', () => {
    expect(values('dev').alertmanager).not.toHaveProperty('config');
  });

  it('has no alerts of what EKS runs out of sight, and finds monitors everywhere', () => {
    expect(values('dev')).toMatchObject({
      kubeScheduler: { enabled: false },
      kubeControllerManager: { enabled: false },
      defaultRules: { rules: { kubeSchedulerAlerting: false } },
      prometheus: { prometheusSpec: { serviceMonitorSelectorNilUsesHelmValues: false } },
    });
  });

  it('takes the password of Grafana from a secret that nobody writes down', () => {
    expect(values('prod').grafana.admin).toEqual({
      existingSecret: 'grafana-admin',
      userKey: 'user',
      passwordKey: 'password',
    });
  });
});

describe('what is released beside it', () => {
  it('holds every dashboard, with the label that Grafana looks for', () => {
    expect(dashboards()).toHaveLength(BOARDS.length);
    for (const { metadata } of dashboards()) {
      expect(metadata).toMatchObject({
        labels: { grafana_dashboard: '1' },
        annotations: { grafana_folder: 'Custom' },
      });
    }
  });

  it('holds the rules of all alerts, with the label that Prometheus looks for', () => {
    expect(alertRules()).toMatchObject({ metadata: { labels: { release: 'kps' } } });
    expect(JSON.stringify(alertRules().spec)).toContain('DagsterJobFailed');
  });
});
