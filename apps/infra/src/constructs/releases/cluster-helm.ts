import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { Fn, TerraformVariable } from 'cdktf';
import type { ClusterStack } from '../../stacks/cluster-stack';
import type { EnvironmentStack } from '../../stacks/environment-stack';

/** How the API server is reached, and as whom. */
function eksAccess(stack: EnvironmentStack, cluster: ClusterStack) {
  const { region } = stack.environment;
  const { endpoint, clusterName, certificateAuthority } = cluster;
  // A private API server is reached through a tunnel; its certificate still is that of its own name.
  const tunnel = new TerraformVariable(stack, 'api-tunnel', {
    type: 'string',
    default: '',
    description: 'https://127.0.0.1:PORT of a tunnel to the API server; none reaches it directly.',
  });
  tunnel.overrideLogicalId('api_tunnel');
  return {
    host: Fn.conditional(Fn.lengthOf(tunnel.stringValue), tunnel.stringValue, endpoint) as string,
    tlsServerName: Fn.replace(endpoint, 'https://', ''),
    clusterCaCertificate: Fn.base64decode(certificateAuthority),
    exec: {
      apiVersion: 'client.authentication.k8s.io/v1beta1',
      command: 'aws',
      args: ['eks', 'get-token', '--cluster-name', clusterName, '--region', region],
    },
  };
}

/** Lets the releases of a stack go to the cluster of its environment. */
export function helmInto(stack: EnvironmentStack, cluster: ClusterStack): void {
  const { kubernetes } = stack.environment;
  const access =
    kubernetes.kind === 'eks'
      ? eksAccess(stack, cluster)
      : { configPath: '~/.kube/config', configContext: kubernetes.context };
  new HelmProvider(stack, 'helm', { kubernetes: access });
}
