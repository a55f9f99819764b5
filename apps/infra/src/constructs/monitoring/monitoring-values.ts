import type { Environment } from '../../environments/environment';
import { alertmanagerJson, CREDENTIALS, type AlertReceivers } from '../../monitoring';
import { STORAGE_CLASS } from '../platform/storage-class';

/** How metrics are kept, and who is told of alerts. */
export interface MonitoringProps {
  /** Nobody when there are none: alerts are seen in Alertmanager. */
  readonly receivers: AlertReceivers;
  /** Days that metrics are kept. */
  readonly retentionDays: number;
}

/** The secret with Grafana's generated password; made when the platform is deployed. */
export const GRAFANA_SECRET = {
  name: 'grafana-admin',
  namespace: 'monitoring',
  user: 'user',
  password: 'password',
} as const;

function volume(storage: string) {
  return {
    volumeClaimTemplate: {
      spec: {
        storageClassName: STORAGE_CLASS,
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage } },
      },
    },
  };
}

/** Finds monitors and rules by their namespace, not only those with the label of the release. */
const EVERYWHERE = {
  serviceMonitorSelectorNilUsesHelmValues: false,
  podMonitorSelectorNilUsesHelmValues: false,
  ruleSelectorNilUsesHelmValues: false,
  probeSelectorNilUsesHelmValues: false,
  scrapeConfigSelectorNilUsesHelmValues: false,
};

/** On EKS these run where nobody can look at them, so their alerts would always fire. */
const HIDDEN_BY_EKS = {
  kubeEtcd: { enabled: false },
  kubeScheduler: { enabled: false },
  kubeControllerManager: { enabled: false },
  kubeProxy: { enabled: false },
  defaultRules: {
    rules: {
      etcd: false,
      kubeControllerManager: false,
      kubeProxy: false,
      kubeSchedulerAlerting: false,
      kubeSchedulerRecording: false,
    },
  },
};

function prometheus({ retentionDays }: MonitoringProps) {
  return {
    prometheusSpec: {
      ...EVERYWHERE,
      retention: `${retentionDays}d`,
      retentionSize: '40GB',
      walCompression: true,
      storageSpec: volume('50Gi'),
      resources: {
        requests: { cpu: '500m', memory: '2Gi' },
        limits: { memory: '4Gi' },
      },
    },
    service: { type: 'ClusterIP' },
  };
}

function grafana() {
  const { name, user, password } = GRAFANA_SECRET;
  return {
    service: { type: 'ClusterIP' },
    admin: { existingSecret: name, userKey: user, passwordKey: password },
    sidecar: {
      dashboards: {
        label: 'grafana_dashboard',
        labelValue: '1',
        searchNamespace: 'ALL',
        folderAnnotation: 'grafana_folder',
        provider: { foldersFromFilesStructure: true },
      },
    },
    persistence: { enabled: true, size: '5Gi', storageClassName: STORAGE_CLASS },
  };
}

/**
 * The secret with the credentials of receivers, put into the cluster by hand: one key a file. It may be
 * absent, then alerts are seen in Alertmanager and nowhere else.
 */
export const RECEIVERS_SECRET = 'alertmanager-credentials';

function alertmanager({ receivers }: MonitoringProps) {
  const credentials = {
    name: 'credentials',
    secret: { secretName: RECEIVERS_SECRET, optional: true },
  };
  const isAnybody = receivers.slack !== undefined || receivers.pagerduty !== undefined;
  return {
    service: { type: 'ClusterIP' },
    ...(isAnybody ? { config: alertmanagerJson(receivers) } : {}),
    alertmanagerSpec: {
      storage: volume('2Gi'),
      volumes: [credentials],
      volumeMounts: [{ name: credentials.name, mountPath: CREDENTIALS, readOnly: true }],
    },
  };
}

/** Who is told in an environment; what they are called with stands in files of the secret. */
export function receiversOf({ alerts }: Environment): AlertReceivers {
  const file = (name: string): string => `${CREDENTIALS}/${name}`;
  const { slackChannel, pagerduty, deadMansSwitch } = alerts;
  return {
    ...(slackChannel === undefined
      ? {}
      : { slack: { channel: slackChannel, webhookUrlFile: file('slack-webhook-url') } }),
    ...(pagerduty ? { pagerduty: { routingKeyFile: file('pagerduty-routing-key') } } : {}),
    ...(deadMansSwitch ? { deadMansSwitch: { url: { file: file('dead-mans-switch-url') } } } : {}),
  };
}

/**
 * Values for the chart of Prometheus, Alertmanager and Grafana: no public service, a generated
 * password, volumes, and no alerts of what EKS runs itself.
 *
 * @see https://github.com/prometheus-community/helm-charts (kube-prometheus-stack)
 */
export function monitoringValues(props: MonitoringProps) {
  return {
    crds: { upgradeJob: { enabled: true } },
    cleanPrometheusOperatorObjectNames: true,
    ...HIDDEN_BY_EKS,
    prometheus: prometheus(props),
    alertmanager: alertmanager(props),
    grafana: grafana(),
  };
}
