import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import { asTemplate, valuesIn, withValues } from './chart-value';
import type { KubernetesObject } from './objects';

/** Objects that are released together. */
export interface Chart {
  readonly name: string;
  readonly description: string;
  readonly objects: readonly KubernetesObject[];
}

/** A chart as files, by their paths. */
export interface RenderedChart {
  /** Tells one content from another, so that a release follows its objects. */
  readonly version: string;
  /** Names of the values it takes. */
  readonly values: readonly string[];
  readonly files: Readonly<Record<string, string>>;
}

function yamlOf(object: KubernetesObject): string {
  // Strings are quoted, because a value that is put in later must stay one.
  return stringify(object, {
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
}

function fileName({ kind, metadata }: KubernetesObject): string {
  const place = metadata.namespace === undefined ? '' : `${metadata.namespace}.`;
  return `${kind.toLowerCase()}.${place}${metadata.name}.yaml`;
}

/**
 * The files of a chart that renders exactly these objects.
 *
 * @throws {RangeError} when two objects are called the same
 */
export function renderChart({ name, description, objects }: Chart): RenderedChart {
  const templates = objects.map(
    (object) => [`${name}/templates/${fileName(object)}`, asTemplate(yamlOf(object))] as const,
  );
  const files = Object.fromEntries(templates);
  if (Object.keys(files).length < objects.length) {
    throw new RangeError(`two objects of the chart ${name} have one name`);
  }
  const hash = createHash('sha256').update(JSON.stringify(templates)).digest('hex').slice(0, 12);
  const version = `0.1.0-h${hash}`;
  const meta = { apiVersion: 'v2', name, description, type: 'application', version };
  return {
    version,
    values: valuesIn(JSON.stringify(objects)),
    files: { [`${name}/Chart.yaml`]: stringify(meta), ...files },
  };
}

/**
 * The objects of a chart as they are once values are put in.
 *
 * @throws {RangeError} when a value is missing
 */
export function instantiate(
  { objects }: Chart,
  values: Readonly<Record<string, string>>,
): readonly KubernetesObject[] {
  return JSON.parse(withValues(JSON.stringify(objects), values)) as readonly KubernetesObject[];
}
