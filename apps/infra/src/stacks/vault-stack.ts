import type { Construct } from 'constructs';
import { helmInto } from '../constructs/releases/cluster-helm';
import { OwnRelease, UpstreamRelease } from '../constructs/releases/releases';
import { vaultTraffic } from '../constructs/vault/vault-traffic';
import { vaultValues, type VaultProps } from '../constructs/vault/vault-values';
import type { Environment } from '../environments/environment';
import { VERSIONS } from '../versions/versions';
import type { ClusterStack } from './cluster-stack';
import { EnvironmentStack } from './environment-stack';
import type { IdentityStack } from './identity-stack';

/** What Vault stands on. */
export interface VaultStackProps {
  readonly cluster: ClusterStack;
  readonly identity: IdentityStack;
}

/** Vault, sealed and empty: it is set up once by `vault-init`, outside of any state. */
export class VaultStack extends EnvironmentStack {
  readonly values: object;

  constructor(scope: Construct, environment: Environment, props: VaultStackProps) {
    super(scope, 'vault', environment);
    helmInto(this, props.cluster);
    const policies = new OwnRelease(this, 'companions', {
      name: 'vault-companions',
      description: 'Who reaches Vault.',
      namespace: 'vault',
      objects: [vaultTraffic()],
    });
    this.values = vaultValues(this.vault(props.identity));
    new UpstreamRelease(this, 'vault', {
      name: 'vault',
      namespace: 'vault',
      chart: 'vault',
      repository: 'https://helm.releases.hashicorp.com',
      version: VERSIONS.vault.version,
      values: this.values,
      after: [policies.release],
    }).release.addOverride('wait', false); // It is ready only once it was set up.
  }

  private vault({ sealKeyArn, roleArns }: IdentityStack): VaultProps {
    const { region, identityMode, workloads } = this.environment;
    const { vaultReplicas: replicas, vaultSeal } = workloads;
    const seal =
      vaultSeal === 'kms' ? { kind: vaultSeal, region, keyArn: sealKeyArn } : { kind: vaultSeal };
    return { replicas, seal, ...(identityMode === 'irsa' ? { roleArn: roleArns.vault } : {}) };
  }
}
