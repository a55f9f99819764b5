import type { ServiceAccount } from 'kubernetes-types/core/v1';
import { object, type KubernetesObject } from './objects';

/** A service account, and the role of AWS that its pods take on. */
export interface ServiceAccountProps {
  readonly namespace: string;
  readonly name: string;
  /**
   * ARN of the role, where IRSA hands out credentials.
   *
   * @default none
   */
  readonly roleArn?: string;
  /** @default none */
  readonly labels?: Readonly<Record<string, string>>;
}

/** What EKS looks for on a service account. */
export const ROLE_ANNOTATION = 'eks.amazonaws.com/role-arn';

/** A service account whose token is not mounted: what needs one asks for its own kind of token. */
export function serviceAccount(props: ServiceAccountProps): KubernetesObject {
  const { namespace, name, roleArn, labels } = props;
  const annotations = { [ROLE_ANNOTATION]: roleArn ?? '' };
  return object<ServiceAccount>(
    { apiVersion: 'v1', kind: 'ServiceAccount' },
    {
      ...{ name, namespace },
      ...(labels === undefined ? {} : { labels }),
      ...(roleArn === undefined ? {} : { annotations }),
    },
    { automountServiceAccountToken: false },
  );
}
