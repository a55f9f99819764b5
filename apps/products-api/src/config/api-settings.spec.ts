import { ConfigurationError } from '@weather/vault-secrets';
import { apiSettingsOf, apiVariables, readApiVariables } from './api-settings';

function read(environment: Readonly<Record<string, string>>) {
  return readApiVariables((name) => environment[name]);
}

function faultsOf(environment: Readonly<Record<string, string>>): readonly string[] {
  try {
    read(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
  }
  return [];
}

describe('readApiVariables', () => {
  it('has a safe default for everything', () => {
    expect(read({})).toMatchObject({ PORT: 8000, HOST: '0.0.0.0', DRAIN_SECONDS: 5 });
    expect(apiSettingsOf(read({}))).toEqual({
      trustedProxies: false,
      listTtlMs: 1000,
      cacheBytes: 64 * 1024 * 1024,
      cacheMaxAgeSeconds: 30,
      corsOrigins: [],
      loggedRequests: 'all',
    });
  });

  it('reads what is set', () => {
    const variables = read({
      PORT: '0',
      MAX_REQUESTS: '100',
      TRUST_PROXY: 'loopback, 10.0.0.0/8,fd00::/8,192.0.2.1',
      CORS_ORIGINS: 'https://a.example,http://localhost:3000',
      LIST_TTL_MS: '0',
    });

    expect(variables).toMatchObject({ PORT: 0, MAX_REQUESTS: 100 });
    expect(apiSettingsOf(variables)).toMatchObject({
      trustedProxies: ['loopback', '10.0.0.0/8', 'fd00::/8', '192.0.2.1'],
      corsOrigins: ['https://a.example', 'http://localhost:3000'],
      listTtlMs: 0,
    });
  });

  it('tells all faults at once, each with its value and what is expected', () => {
    const faults = faultsOf({
      PORT: '70000',
      CACHE_BYTES: '10',
      TRUST_PROXY: 'true',
      CORS_ORIGINS: 'a.example',
      LOG_LEVEL: 'loud',
      WEATHER_STORE_DIR: '/data',
      WEATHER_RESULTS_BUCKET: 'a-bucket',
    });

    expect(faults).toHaveLength(6);
    expect(faults).toContain('PORT="70000": expected a TCP port, 0 to 65535');
    expect(faults.join('\n')).toMatch(/"true" is no address: expected false, or a list such as/);
    expect(faults.join('\n')).toMatch(/"a\.example" is no origin: expected \*, or a list such as/);
    expect(faults.join('\n')).toMatch(/are both set: unset one/);
  });

  it('describes every variable', () => {
    for (const [name, schema] of Object.entries(apiVariables)) {
      expect([name, schema.description]).toEqual([name, expect.stringMatching(/\w/)]);
    }
  });
});
