import { policyJson } from './policy-document';

/** A service account that pods run as. */
export interface ServiceAccountName {
  readonly namespace: string;
  readonly name: string;
}

/** How pods prove to AWS who they are. */
export type Federation =
  | {
      readonly kind: 'irsa';
      /** ARN of the identity provider that stands for the cluster. */
      readonly providerArn: string;
      /** The issuer of tokens, without `https://`. */
      readonly issuer: string;
    }
  | { readonly kind: 'pod-identity'; readonly clusterName: string };

/** The subject that a token of this service account carries. */
export function subjectOf({ namespace, name }: ServiceAccountName): string {
  return `system:serviceaccount:${namespace}:${name}`;
}

/** The trust of a role that pods of one service account take on, and nobody else. */
export function trustOf(federation: Federation, account: ServiceAccountName): string {
  if (federation.kind === 'pod-identity') {
    return policyJson([
      {
        sid: 'PodIdentity',
        principal: { Service: 'pods.eks.amazonaws.com' },
        actions: ['sts:AssumeRole', 'sts:TagSession'],
        conditions: {
          StringEquals: {
            'aws:RequestTag/eks-cluster-name': federation.clusterName,
            'aws:RequestTag/kubernetes-namespace': account.namespace,
            'aws:RequestTag/kubernetes-service-account': account.name,
          },
        },
      },
    ]);
  }
  const { providerArn, issuer } = federation;
  return policyJson([
    {
      sid: 'Irsa',
      principal: { Federated: providerArn },
      actions: ['sts:AssumeRoleWithWebIdentity'],
      conditions: {
        StringEquals: {
          [`${issuer}:sub`]: subjectOf(account),
          [`${issuer}:aud`]: 'sts.amazonaws.com',
        },
      },
    },
  ]);
}
