import { ENVIRONMENTS } from '../environments/environments';
import { readEnvironment } from '../environments/read-environment';
import { inventoryOf, type Inventory } from '../inventory/inventory';
import { checkPolicy, RULES } from './check-policy';
import { secretsIn } from './secret-rules';

const prod = inventoryOf(readEnvironment('prod'));

/** The inventory with every `from` in resources, objects and texts replaced. */
function planted(from: string | RegExp, to: string): Inventory {
  const { texts, resources, objects } = prod;
  const text = JSON.stringify({ texts, resources, objects });
  const changed = text.replaceAll(
    from instanceof RegExp ? from : new RegExp(escaped(from), 'g'),
    to,
  );
  if (changed === text) throw new RangeError(`there is no ${String(from)} to replace`);
  return { ...prod, ...(JSON.parse(changed) as Partial<Inventory>) };
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** What breaks each rule. */
const FAULTS: Readonly<Record<string, readonly [from: string | RegExp, to: string]>> = {
  'iam-wildcard-action': [String.raw`\"s3:GetObject\"`, String.raw`\"s3:*\"`],
  'iam-wildcard-resource': [
    /\\"Resource\\":\\"\$\{data[^"]*weather-products\/\*\\"/g,
    String.raw`\"Resource\":\"*\"`,
  ],
  'iam-policy-length': ['AllowScopedDeletion', 'x'.repeat(4000)],
  'iam-trust-names-account': ['system:serviceaccount:data:dagster', 'system:serviceaccount:data:x'],
  's3-not-public': ['"restrict_public_buckets":true', '"restrict_public_buckets":false'],
  's3-encrypted': ['"sse_algorithm":"', '"none":"'],
  's3-versioned': ['"status":"Enabled"', '"status":"Suspended"'],
  's3-tls-only': ['aws:SecureTransport', 'aws:Other'],
  's3-lifecycle': ['abort_incomplete_multipart_upload', 'other'],
  'eks-not-public': [
    '"endpoint_public_access":false',
    '"endpoint_public_access":true,"x":"0.0.0.0/0"',
  ],
  'eks-secrets-encrypted': ['"resources":["secrets"]', '"resources":[]'],
  'logs-kept-and-encrypted': ['"retention_in_days"', '"x"'],
  'imdsv2-one-hop': ['"http_put_response_hop_limit":1', '"http_put_response_hop_limit":2'],
  'ecr-immutable-and-scanned': ['"IMMUTABLE"', '"MUTABLE"'],
  'no-open-ingress': ['"cidr_ipv4":"10.40.0.0/16"', '"cidr_ipv4":"0.0.0.0/0"'],
  'kms-rotated': ['"enable_key_rotation":true', '"enable_key_rotation":false'],
  'sqs-encrypted': ['"sqs_managed_sse_enabled":true', '"sqs_managed_sse_enabled":false'],
  'no-public-addresses': ['"map_public_ip_on_launch":false', '"map_public_ip_on_launch":true'],
  'container-restricted': ['"readOnlyRootFilesystem":true', '"readOnlyRootFilesystem":false'],
  'container-bounded': ['"limits":{"memory"', '"limits":{"x"'],
  'container-probed': ['"readinessProbe"', '"x"'],
  'image-pinned': [':0123456789ab', ':latest'],
  'no-secret-in-environment': ['"POSTGRES_PASSWORD_FILE"', '"POSTGRES_PASSWORD"'],
  'no-public-service': ['"type":"ClusterIP"', '"type":"LoadBalancer"'],
  'service-monitor-selects': ['"port":"http","path"', '"port":"web","path"'],
  'namespace-guarded': ['"kind":"ResourceQuota"', '"kind":"Other"'],
  'no-secret-literal': ['RefusePlainHttp', 'AKIAABCDEFGHIJKLMNOP'],
};

describe('checkPolicy', () => {
  it.each(Object.keys(ENVIRONMENTS))('finds nothing in %s that has no waiver', (name) => {
    const { broken, unused } = checkPolicy(inventoryOf(readEnvironment(name)));
    expect({ broken, unused }).toEqual({ broken: [], unused: [] });
  });

  it('has a planted fault for every rule', () => {
    expect(Object.keys(FAULTS).toSorted()).toEqual(RULES.map(({ id }) => id).toSorted());
  });

  it.each(Object.entries(FAULTS))('finds a fault that breaks %s', (rule, [from, to]) => {
    const { broken } = checkPolicy(planted(from, to));
    expect(broken.map((finding) => finding.rule)).toContain(rule);
  });

  it('tells of waivers that nothing needs', () => {
    const waiver = { rule: 'kms-rotated', place: 'storage/key/key', reason: 'none' };
    expect(checkPolicy(prod, [waiver]).unused).toEqual([waiver]);
  });
});

describe('secretsIn', () => {
  it.each([
    ['an access key of AWS', 'AKIAABCDEFGHIJKLMNOP'],
    ['a private key', '-----BEGIN EC PRIVATE KEY-----'],
    ['a token of Vault', `hvs.${'a'.repeat(24)}`],
    ['a web hook of Slack', 'https://hooks.slack.com/services/T0000/B000/xxx'],
    ['a token of GitHub', `ghp_${'a'.repeat(36)}`],
    ['a JSON web token', 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.abc'],
    ['a password in a URL', 'postgresql://dagster:hunter22@db:5432/dagster'],
    ['a password written down', '{"adminPassword": "prom-operator"}'],
  ])('finds %s', (what, secret) => {
    expect(secretsIn('here', `a ${secret} b`)).toContainEqual({
      place: 'here',
      fault: `holds ${what}`,
    });
  });

  it('lets references and names of keys pass', () => {
    const text = '{"password":"password","dbPassword":"${var.password}","x":"https://a.example/b"}';
    expect(secretsIn('here', text)).toEqual([]);
  });
});
