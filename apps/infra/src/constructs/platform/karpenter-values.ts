import { resourcesFor } from '../../kubernetes/pods';
import { ROLE_ANNOTATION } from '../../kubernetes/service-accounts';
import { MONITORING_RELEASE } from '../../kubernetes/service-monitors';

/** Whose nodes Karpenter starts, and how it hears of those that go. */
export interface KarpenterProps {
  readonly clusterName: string;
  readonly queueName: string;
  /**
   * ARN of the role it takes on, where IRSA hands out credentials.
   *
   * @default none
   */
  readonly roleArn?: string;
}

/** Values for Karpenter's chart; its two replicas run on the nodes that are always there. */
export function karpenterValues({ clusterName, queueName, roleArn }: KarpenterProps) {
  return {
    serviceAccount: {
      name: 'karpenter',
      ...(roleArn === undefined ? {} : { annotations: { [ROLE_ANNOTATION]: roleArn } }),
    },
    settings: { clusterName, interruptionQueue: queueName },
    replicas: 2,
    // It must work before there are nodes for CoreDNS.
    dnsPolicy: 'Default',
    controller: { resources: resourcesFor({ cpu: '1', memory: '1Gi', disk: '256Mi' }) },
    // The definition of this kind comes with the monitoring stack, which comes later.
    serviceMonitor: { enabled: false },
    additionalLabels: { release: MONITORING_RELEASE },
  };
}
