import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  inventoryOf,
  ofKind,
  placeOf,
  readEnvironment,
  workloadsIn,
  type KubernetesObject,
} from '@weather/infra/inventory';
import { KubeApiServer } from '../../servers/kube-api-server';
import { kubernetesDefinitions } from '../../servers/kubernetes-definitions';
import { KubernetesObjects } from './kubernetes-objects';

const START_MS = 900_000;

const { objects, upstream } = inventoryOf(readEnvironment('prod'));
const workloads = workloadsIn(objects);
const folder = mkdtempSync(join(tmpdir(), 'weather-infra-'));

let server: KubeApiServer;
let sent: KubernetesObjects;

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** A namespace that the platform finds, because another has made it. */
function namespace(name: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

/** Kinds count as known a moment after their definitions. */
async function untilServed(group: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      await server.send('GET', `/apis/${group}`);
      return;
    } catch {
      await sleep(100);
    }
  }
}

beforeAll(async () => {
  server = await KubeApiServer.start(folder, say);
  sent = new KubernetesObjects(server);
  for (const definition of await kubernetesDefinitions()) await sent.create(definition);
  for (const group of ['karpenter.sh/v1', 'karpenter.k8s.aws/v1', 'cert-manager.io/v1']) {
    await untilServed(group);
  }
  await untilServed('monitoring.coreos.com/v1');
  await sent.create(namespace('cert-manager'));
  for (const kind of ['Namespace', 'ServiceAccount']) {
    for (const object of ofKind(objects, kind)) await sent.create(object);
  }
}, START_MS);

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const others = objects.filter(({ kind }) => !['Namespace', 'ServiceAccount'].includes(kind));

describe('a real API server', () => {
  it.each(others.map((object) => [placeOf(object), object] as const))(
    'accepts %s, to the last field',
    async (_, object) => {
      await expect(sent.tryOut(object)).resolves.toBeUndefined();
    },
  );

  it.each(workloads.map((workload) => [workload.name, workload] as const))(
    'admits the pods of %s where `restricted` is enforced',
    async (name, { namespace: place, labels, pod }) => {
      const metadata = { name, namespace: place, labels };
      // The volumes that a StatefulSet claims are put in by its controller.
      const volumes = [...(pod.volumes ?? []), { name: 'data', emptyDir: {} }];
      const object = { apiVersion: 'v1', kind: 'Pod', metadata, spec: { ...pod, volumes } };
      await expect(sent.tryOut(object)).resolves.toBeUndefined();
    },
  );

  it('admits the pods of the code location and of its runs', async () => {
    await expect(sent.tryOut(codeLocationPod())).resolves.toBeUndefined();
  });

  it('refuses a pod that may do more', async () => {
    const [container] = [{ name: 'x', image: 'x:1', securityContext: { runAsUser: 0 } }];
    const spec = { serviceAccountName: 'dagster', hostNetwork: true, containers: [container] };
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x', namespace: 'data' }, spec };
    await expect(sent.tryOut(pod)).rejects.toThrow('violates PodSecurity');
  });

  it('refuses a field that nobody knows', async () => {
    const [policy] = ofKind(objects, 'NetworkPolicy');
    const wrong = { ...policy, spec: { ...policy?.spec, podSelectors: {} } };
    await expect(sent.tryOut(wrong)).rejects.toThrow('podSelectors');
  });
});

interface CodeLocation {
  readonly name: string;
  readonly image: { readonly repository: string };
  readonly [part: string]: unknown;
}

/** The pod that Dagster's chart makes of what we say to it. */
function codeLocationPod(): object {
  const values = upstream.find(({ name }) => name === 'dagster')?.values as {
    readonly 'dagster-user-deployments': { readonly deployments: readonly [CodeLocation] };
  };
  const [code] = values['dagster-user-deployments'].deployments;
  const { name, env, volumes, volumeMounts, resources, securityContext } = code;
  const container = { name, image: 'x:1', env, volumeMounts, resources, securityContext };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'data' },
    spec: {
      serviceAccountName: 'dagster',
      securityContext: code['podSecurityContext'],
      initContainers: code['initContainers'],
      containers: [container],
      volumes,
    },
  };
}
