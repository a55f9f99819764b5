import type { Container, PodSpec, ServicePort } from 'kubernetes-types/core/v1';
import type { KubernetesObject } from '../kubernetes/objects';

type Labels = Readonly<Record<string, string>>;

/** Something that makes pods. */
export interface Workload {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** Labels of its pods. */
  readonly labels: Labels;
  readonly pod: PodSpec;
  readonly replicas: number | undefined;
}

/** A service of Kubernetes. */
export interface FoundService {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly selector: Labels;
  readonly type: string;
  readonly ports: readonly ServicePort[];
}

interface Loose {
  readonly spec?: {
    readonly replicas?: number;
    readonly template?: { readonly metadata?: { readonly labels?: Labels }; spec?: PodSpec };
    readonly jobTemplate?: { readonly spec?: Loose['spec'] };
    readonly selector?: Labels & { readonly matchLabels?: Labels };
    readonly podSelector?: { readonly matchLabels?: Labels };
    readonly ports?: readonly ServicePort[];
    readonly type?: string;
    readonly endpoints?: readonly { readonly port: string }[];
    readonly scaleTargetRef?: { readonly kind: string; readonly name: string };
  };
}

/** An object with the parts of its body that are asked for here. */
export type LooseObject = KubernetesObject & Loose;

/** All objects of a kind. */
export function ofKind(objects: readonly KubernetesObject[], kind: string): readonly LooseObject[] {
  return objects.filter((object) => object.kind === kind);
}

/** Where an object stands, as people say it. */
export function placeOf({ kind, metadata }: KubernetesObject): string {
  return [kind, metadata.namespace, metadata.name].filter((part) => part !== undefined).join('/');
}

/** The part of a body that makes pods; a CronJob has it one level deeper. */
function makerOf({ spec }: LooseObject): Loose['spec'] {
  return spec?.jobTemplate?.spec ?? spec;
}

function workload(object: LooseObject): readonly Workload[] {
  const { template, replicas } = makerOf(object) ?? {};
  const pod = template?.spec;
  if (pod === undefined) return [];
  const { name, namespace = 'default' } = object.metadata;
  const labels = template?.metadata?.labels ?? {};
  return [{ kind: object.kind, name, namespace, labels, pod, replicas }];
}

/** Everything that makes pods. */
export function workloadsIn(objects: readonly KubernetesObject[]): readonly Workload[] {
  const kinds = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'];
  return kinds.flatMap((kind) => ofKind(objects, kind).flatMap(workload));
}

/** All containers of a workload, those that run before included. */
export function containersOf({ pod }: Workload): readonly Container[] {
  return [...(pod.initContainers ?? []), ...pod.containers];
}

function service({ metadata, spec = {} }: LooseObject): FoundService {
  const { name, namespace = 'default', labels = {} } = metadata;
  const { selector = {}, type = 'ClusterIP', ports = [] } = spec;
  return { name, namespace, labels, selector, type, ports };
}

/** All services. */
export function servicesIn(objects: readonly KubernetesObject[]): readonly FoundService[] {
  return ofKind(objects, 'Service').map(service);
}

/** Whether something with `labels` is selected. */
export function matches(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}
