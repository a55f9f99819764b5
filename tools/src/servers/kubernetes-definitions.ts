import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { cacheFolder } from './cache-folder';
import { run } from './run';

/** Where definitions of kinds that Kubernetes does not know by itself stand. */
interface DefinitionSource {
  readonly module: string;
  readonly version: string;
  /** Folder of the definitions in the module. */
  readonly folder: string;
  /** Which files hold them. */
  readonly files: RegExp;
}

const SOURCES: readonly DefinitionSource[] = [
  {
    module: 'github.com/aws/karpenter-provider-aws',
    version: 'v1.14.1',
    folder: 'pkg/apis/crds',
    files: /^karpenter\.(sh|k8s\.aws)_\w+\.yaml$/,
  },
  {
    module: 'github.com/prometheus-operator/prometheus-operator',
    version: 'v0.85.0',
    folder: 'example/prometheus-operator-crd',
    files: /_(servicemonitors|prometheusrules)\.yaml$/,
  },
  {
    module: 'github.com/cert-manager/cert-manager',
    version: 'v1.21.2',
    folder: 'deploy/crds',
    files: /_(certificates|clusterissuers)\.yaml$/,
  },
];

async function definitionsOf(source: DefinitionSource): Promise<readonly object[]> {
  const { module, version, folder, files } = source;
  const output = await run('go', ['mod', 'download', '-json', `${module}@${version}`], {
    cwd: cacheFolder(),
  });
  const { Dir } = JSON.parse(output) as { readonly Dir: string };
  const place = join(Dir, folder);
  return readdirSync(place)
    .filter((file) => files.test(file))
    .flatMap((file) => parseAllDocuments(readFileSync(join(place, file), 'utf8')))
    .map((document) => document.toJS() as object | null)
    .filter((definition) => definition !== null);
}

/**
 * The definitions of the kinds of Karpenter, the operator of Prometheus and cert-manager, from the Go
 * modules that their authors publish.
 */
export async function kubernetesDefinitions(): Promise<readonly object[]> {
  const all: object[] = [];
  for (const source of SOURCES) all.push(...(await definitionsOf(source)));
  return all;
}
