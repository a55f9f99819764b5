import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UpstreamReleaseProps } from '../constructs/releases/releases';
import type { Environment } from '../environments/environment';
import { instantiate } from '../kubernetes/chart';
import type { KubernetesObject } from '../kubernetes/objects';
import { chartsOf, definePlatform, type Platform } from '../platform';

/** A resource as Terraform reads it. */
export type Resource = Readonly<Record<string, unknown>>;

/** A resource and where it stands. */
export interface PlacedResource {
  /** `<stack>/<path of constructs>`. */
  readonly place: string;
  readonly type: string;
  readonly values: Resource;
}

/** A chart of ours and the objects it renders, with samples of what is known only at deploy. */
export interface SampleChart {
  readonly name: string;
  /** Names of the values it takes. */
  readonly values: readonly string[];
  readonly objects: readonly KubernetesObject[];
}

/** All that an environment consists of, as it would be deployed. */
export interface Inventory {
  readonly environment: Environment;
  readonly stacks: readonly string[];
  /** The files of stacks and charts, by their paths. */
  readonly texts: Readonly<Record<string, string>>;
  readonly resources: readonly PlacedResource[];
  readonly objects: readonly KubernetesObject[];
  readonly charts: readonly SampleChart[];
  /** What we say to charts that others publish. */
  readonly upstream: readonly UpstreamReleaseProps[];
}

type Section = Readonly<Record<string, Readonly<Record<string, Resource>>>>;

function resourcesOf(text: string): readonly PlacedResource[] {
  const { resource = {} } = JSON.parse(text) as { readonly resource?: Section };
  return Object.entries(resource).flatMap(([type, named]) =>
    Object.values(named).map((values) => {
      const note = values['//'] as { readonly metadata: { readonly path: string } };
      return { place: note.metadata.path, type, values };
    }),
  );
}

/** What stands in an object for a value that is known only at deploy. */
export function sampleValue(name: string): string {
  if (name.endsWith('Arn')) return `arn:aws:iam::123456789012:role/${name}`;
  return name.endsWith('Image') ? `registry.example/${name.toLowerCase()}:0123456789ab` : name;
}

function samplesOf({ releases }: Platform): readonly SampleChart[] {
  return releases.map(({ props, rendered: { values } }) => {
    const samples = values.map((name) => [name, sampleValue(name)] as const);
    return { name: props.name, values, objects: instantiate(props, Object.fromEntries(samples)) };
  });
}

/** Everything of an environment, synthesized and read again. */
export function inventoryOf(environment: Environment): Inventory {
  const folder = mkdtempSync(join(tmpdir(), 'weather-inventory-'));
  try {
    const platform = definePlatform(environment, folder);
    platform.app.synth();
    const stacks = platform.stacks.map(({ node }) => node.id);
    const files = stacks.map((name) => {
      const path = join('stacks', name, 'cdk.tf.json');
      return [path, readFileSync(join(folder, path), 'utf8')] as const;
    });
    const charts = samplesOf(platform);
    const chartFiles = chartsOf(platform).flatMap((chart) => Object.entries(chart.files));
    return {
      ...{ environment, stacks, charts, objects: charts.flatMap(({ objects }) => objects) },
      texts: Object.fromEntries([...files, ...chartFiles]),
      resources: files.flatMap(([, text]) => resourcesOf(text)),
      upstream: platform.upstream.map(({ props }) => props),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
