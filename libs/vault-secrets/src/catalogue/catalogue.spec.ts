import { ENTRIES, findRole, mayRead, pathIn, policyOf, ROLES, variablesOf } from './index';

describe('the catalogue of secrets', () => {
  it('names each secret, variable and place once', () => {
    for (const kind of ['name', 'variable'] as const) {
      const values = ENTRIES.flatMap((entry) => entry[kind] ?? []);
      expect(new Set(values).size).toBe(values.length);
    }
    const places = ENTRIES.map(({ path, key }) => `${path} ${key}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it.each(ENTRIES.flatMap((entry) => ROLES.map((role) => ({ role, entry }))))(
    'declares $role.name a reader of $entry.name only if its policy lets it read',
    ({ role, entry }) => {
      expect(mayRead(role, entry.path)).toBe(entry.readers.includes(role.name));
    },
  );

  it('gives every secret a reader and every role a service account of its own', () => {
    expect(ENTRIES.filter(({ readers }) => readers.length === 0)).toEqual([]);
    const accounts = ROLES.map(({ serviceAccount: { namespace, name } }) => `${namespace}/${name}`);
    expect(accounts).toEqual(['data/dagster', 'data/products-api']);
  });

  it('says which variables each role gets', () => {
    const names = ROLES.map(({ name }) => variablesOf(name).map(({ variable }) => variable));
    expect(names).toEqual([
      ['OPENWEATHER_API_KEY', 'DAGSTER_DB_PASSWORD', 'WEATHER_RESULTS_BUCKET', 'WEATHER_CITIES'],
      ['DAGSTER_DB_PASSWORD', 'WEATHER_RESULTS_BUCKET', 'MAX_REQUESTS'],
    ]);
  });
});

describe('policyOf', () => {
  it('grants reading of the trees in the named cluster, and nothing but', () => {
    const role = findRole('api-role');
    expect(role && policyOf(role, 'blue')).toBe(
      [
        'path "secret/data/api/*" {\n  capabilities = ["read"]\n}\n',
        'path "secret/data/blue/postgres/*" {\n  capabilities = ["read"]\n}\n',
        'path "secret/data/blue/aws/*" {\n  capabilities = ["read"]\n}\n',
        'path "auth/token/revoke-self" {\n  capabilities = ["update"]\n}\n',
      ].join('\n'),
    );
  });

  it('is not there for a role nobody declared', () => {
    expect(findRole('root')).toBeUndefined();
  });
});

describe('pathIn', () => {
  it('puts the name of the cluster in', () => {
    expect(pathIn('green', '{cluster}/aws/s3-bucket-name')).toBe('green/aws/s3-bucket-name');
  });
});
