import type { Container } from 'kubernetes-types/core/v1';
import { readEnvironment } from '../environments/read-environment';
import { inventoryOf } from './inventory';
import { ofKind, servicesIn, workloadsIn } from './workloads';

const { objects, resources, environment } = inventoryOf(readEnvironment('prod'));

function program(): Container {
  const found = workloadsIn(objects).find(({ name }) => name === 'products-api');
  const [only] = found?.pod.containers ?? [];
  return only ?? { name: 'missing' };
}

describe('bucket, prefix and port', () => {
  it('is one prefix in the policies, the lifecycle and the programs', () => {
    const { prefix } = environment.storage;
    const lifecycle = resources.find(({ place }) => place === 'storage/products/expiry');
    expect(JSON.stringify(lifecycle?.values)).toContain(`"prefix":"${prefix}"`);
    const access = resources.filter(({ place }) => /identity\/(api|worker)\/access$/.test(place));
    expect(access).toHaveLength(2);
    for (const { values } of access) expect(values['policy']).toContain(`/${prefix}*`);
    expect(program().env).toContainEqual({ name: 'WEATHER_RESULTS_PREFIX', value: prefix });
  });

  it('is one port in the program, its container and its policy', () => {
    const [port] = program().ports ?? [];
    const number = String(port?.containerPort);
    expect(program().env).toContainEqual({ name: 'PORT', value: number });
    const service = servicesIn(objects).find(({ name }) => name === 'products-api');
    expect(service?.ports).toMatchObject([{ port: 8080, targetPort: port?.name }]);
    const policies = ofKind(objects, 'NetworkPolicy');
    const policy = policies.find(({ metadata }) => metadata.name === 'products-api');
    expect(JSON.stringify(policy?.spec)).toContain(`"port":${number}`);
  });
});
