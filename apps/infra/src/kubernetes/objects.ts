/** What all objects of Kubernetes have. */
export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** An object of Kubernetes. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

/** What is checked of an object when it is written down: names that Kubernetes knows by their types. */
type Known<Typed> = Omit<Typed, 'metadata' | 'apiVersion' | 'kind' | 'status'>;

/** Kind and version of an object. */
export interface ObjectKind {
  readonly apiVersion: string;
  readonly kind: string;
}

/**
 * An object whose body has the type that Kubernetes gives its kind.
 *
 * @example object<Service>({ apiVersion: 'v1', kind: 'Service' }, { name: 'api' }, { spec: {} })
 */
export function object<Typed>(
  kind: ObjectKind,
  metadata: ObjectMeta,
  body: Known<Typed>,
): KubernetesObject & Known<Typed> {
  return { ...kind, metadata, ...body };
}
