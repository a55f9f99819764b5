import { dagsterValues } from './dagster-values';

const values = dagsterValues({
  image: { repository: 'registry.example/weather-worker', tag: 'abc' },
  clusterName: 'blue',
  region: 'eu-central-1',
  prefix: 'weather-products/',
  databaseHost: 'dagster-postgresql.data.svc',
});

describe('dagsterValues', () => {
  it('makes a pod for each run, which `restricted` admits, on nodes that may be taken back', () => {
    const { runK8sConfig } = values.runLauncher.config.k8sRunLauncher;
    expect(values.runLauncher.type).toBe('K8sRunLauncher');
    expect(runK8sConfig).toMatchObject({
      containerConfig: { securityContext: { allowPrivilegeEscalation: false } },
      podSpecConfig: {
        securityContext: { runAsNonRoot: true },
        tolerations: [{ key: 'weather/pool', value: 'batch' }],
      },
    });
  });

  it('runs what the image of the worker holds, in the tag that is deployed', () => {
    const [code] = values['dagster-user-deployments'].deployments;
    expect(code?.image).toMatchObject({
      repository: 'registry.example/weather-worker',
      tag: 'abc',
    });
    expect(code?.initContainers[0]?.image).toBe('registry.example/weather-worker:abc');
    expect(code?.dagsterApiGrpcArgs).toContain('weather_dagster.definitions');
  });

  it('repeats runs that died and notices those that hang', () => {
    expect(values.dagsterDaemon).toMatchObject({
      runMonitoring: { enabled: true },
      runRetries: { enabled: true },
    });
  });

  it('takes the password of its database from a secret of ours, and brings no database', () => {
    expect(values).toMatchObject({
      generatePostgresqlPasswordSecret: false,
      postgresql: { enabled: false, postgresqlHost: 'dagster-postgresql.data.svc' },
      global: { postgresqlSecretName: 'dagster-postgresql-secret' },
      telemetry: { enabled: false },
    });
  });
});
