import { z } from 'zod';

const clusterSchema = z.object({
  cluster: z.object({
    endpoint: z.url(),
    certificateAuthority: z.object({ data: z.string() }),
  }),
});

/** How the API server of a cluster of EKS is reached. */
export interface ApiServer {
  readonly endpoint: string;
  /** Its certificate authority, PEM in base64. */
  readonly authority: string;
}

/** The API server in what `aws eks describe-cluster` answers. */
export function apiServerIn(json: string): ApiServer {
  const { cluster } = clusterSchema.parse(JSON.parse(json));
  return { endpoint: cluster.endpoint, authority: cluster.certificateAuthority.data };
}

/** Whose cluster it is, and the way to it. */
export interface KubeconfigParts {
  readonly server: ApiServer;
  readonly clusterName: string;
  readonly region: string;
  /** https://127.0.0.1:PORT of a tunnel; without one the API server is reached directly. */
  readonly tunnel: string | undefined;
}

/**
 * The configuration of kubectl for a cluster, in a file of its own: the operator's own stays as it is.
 * It holds no secret; a token is asked for with the credentials of AWS each time.
 */
export function kubeconfig({ server, clusterName, region, tunnel }: KubeconfigParts): string {
  const { endpoint, authority } = server;
  const name = clusterName;
  const way =
    tunnel === undefined
      ? { server: endpoint }
      : { server: tunnel, 'tls-server-name': new URL(endpoint).hostname };
  const exec = {
    apiVersion: 'client.authentication.k8s.io/v1beta1',
    command: 'aws',
    args: ['eks', 'get-token', '--cluster-name', clusterName, '--region', region],
    interactiveMode: 'Never',
  };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [{ name, cluster: { ...way, 'certificate-authority-data': authority } }],
    users: [{ name, user: { exec } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
  });
}
