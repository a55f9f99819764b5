import { vaultConfig, vaultValues, type VaultProps } from './vault-values';

const shamir: VaultProps = { replicas: 1, seal: { kind: 'shamir' } };
const kms: VaultProps = {
  replicas: 3,
  seal: { kind: 'kms', region: 'eu-central-1', keyArn: 'arn:key' },
  roleArn: 'arn:role',
};

describe('vaultConfig', () => {
  it('listens with TLS and nothing older than 1.2', () => {
    const config = vaultConfig(shamir);
    expect(config).toContain('tls_cert_file = "/vault/userconfig/vault-tls/tls.crt"');
    expect(config).toContain('tls_min_version = "tls12"');
    expect(config).not.toContain('tls_disable');
  });

  it('is opened by people, or by a key of AWS', () => {
    expect(vaultConfig(shamir)).not.toContain('seal "awskms"');
    expect(vaultConfig(kms)).toContain('seal "awskms"');
    expect(vaultConfig(kms)).toContain('kms_key_id = "arn:key"');
  });

  it.each([
    [1, 1],
    [3, 2],
    [5, 3],
  ] as const)('joins %i members, of which %i have to agree', (replicas, quorum) => {
    const config = vaultConfig({ ...shamir, replicas });
    expect(config.match(/retry_join/g)).toHaveLength(replicas);
    expect(config).toContain(`https://vault-${replicas - 1}.vault-internal:8200`);
    expect(config).toContain(`min_quorum = ${quorum}`);
  });

  it('closes every brace that it opens', () => {
    const config = vaultConfig(kms);
    expect(config.match(/\{/g)?.length).toBe(config.match(/\}/g)?.length);
  });
});

describe('vaultValues', () => {
  it('keeps an audit log on a volume of its own and has no injector', () => {
    expect(vaultValues(kms)).toMatchObject({
      injector: { enabled: false },
      server: { auditStorage: { enabled: true, storageClass: 'gp3' }, ha: { replicas: 3 } },
    });
  });

  it('takes on a role of AWS only when a key of AWS opens it', () => {
    expect(vaultValues(kms).server.serviceAccount).toHaveProperty('annotations');
    const byPeople = vaultValues({ ...shamir, roleArn: 'arn:role' });
    expect(byPeople.server.serviceAccount).not.toHaveProperty('annotations');
  });

  it('is protected from losing two members at a time where there are several', () => {
    expect(vaultValues(kms).server.ha.disruptionBudget.enabled).toBe(true);
    expect(vaultValues(shamir).server.ha.disruptionBudget.enabled).toBe(false);
  });
});
