import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from './cache-folder';
import { NoGoError } from './go-program';
import { isThere, run } from './run';
import {
  clientMethodsIn,
  KEPT_SERVICES,
  trimClientMethods,
  trimServiceList,
} from './trim-aws-provider';

/**
 * The AWS provider as a Go module. Upstream's releases have a major version above 1 without a `/vN`
 * in their module path, so that none is a module version; the fork that Crossplane's provider builds
 * on is one. The checksum database does not know it: the hash below stands in for that.
 */
export const AWS_PROVIDER = {
  module: 'github.com/upbound/terraform-provider-aws',
  revision: 'v0.0.0-20260305123303-f7691456b787',
  sum: 'h1:dJlp2eNgY/iVKTPINdguYlHbHc9CtXBZKmQmqYq0REs=',
  version: '6.34.0',
} as const;

/** A module came with other contents than were pinned. */
export class ModuleSumError extends Error {
  override readonly name = 'ModuleSumError';
}

async function downloadedFolder(): Promise<string> {
  const { module, revision, sum } = AWS_PROVIDER;
  const env = { ...process.env, GONOSUMDB: module };
  const output = await run('go', ['mod', 'download', '-json', `${module}@${revision}`], {
    env,
    cwd: cacheFolder(),
  });
  const { Dir, Sum } = JSON.parse(output) as { readonly Dir: string; readonly Sum: string };
  if (Sum !== sum) throw new ModuleSumError(`${module}@${revision} is ${Sum}, expected ${sum}`);
  return Dir;
}

/** Go files of a folder that are part of the program. */
function goFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.go') && !file.endsWith('_test.go'))
    .map((file) => join(folder, file));
}

function rewrite(path: string, change: (source: string) => string): void {
  const changed = change(readFileSync(path, 'utf8'));
  chmodSync(path, 0o644);
  writeFileSync(path, changed);
}

/** Services whose code the kept ones import. */
const NEEDED_BY_KEPT = ['cloudformation', 'organizations'];

function calledMethods(source: string): ReadonlySet<string> {
  const services = [...KEPT_SERVICES, ...NEEDED_BY_KEPT].map((name) => join('service', name));
  const folders = [...services, 'provider', 'tags', 'framework', 'sdkv2', 'vcr'];
  const files = folders
    .map((folder) => join(source, 'internal', folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => goFiles(folder));
  return clientMethodsIn(files.map((file) => readFileSync(file, 'utf8')).join('\n'));
}

/** A copy of the provider's source that holds only the services the stacks use: minutes, not hours. */
function trimmedCopy(original: string, copy: string): void {
  mkdirSync(copy, { recursive: true });
  for (const part of ['go.mod', 'go.sum', 'main.go', 'internal', 'names', 'version']) {
    cpSync(join(original, part), join(copy, part), { recursive: true });
  }
  rewrite(join(copy, 'internal/provider/sdkv2/service_packages_gen.go'), (source) =>
    trimServiceList(source),
  );
  const called = calledMethods(copy);
  rewrite(join(copy, 'internal/conns/awsclient_gen.go'), (source) =>
    trimClientMethods(source, called),
  );
}

function awsProviderPath(): string {
  const { version } = AWS_PROVIDER;
  const folder = cacheFolder('terraform-providers', `aws-${version}`);
  return join(folder, `terraform-provider-aws_v${version}`);
}

/** Whether the AWS provider was built before. */
export function isAwsProviderBuilt(): boolean {
  return existsSync(awsProviderPath());
}

/**
 * The path of the AWS provider, built once into the cache folder.
 *
 * @param say told before something that takes a while
 * @throws {NoGoError} when it has to be built and Go is not installed
 * @throws {ModuleSumError} when the module is not the pinned one
 */
export async function awsProvider(say: (line: string) => void): Promise<string> {
  const { version } = AWS_PROVIDER;
  const program = awsProviderPath();
  if (existsSync(program)) return program;
  if (!(await isThere('go', ['version']))) {
    throw new NoGoError({ name: 'terraform-provider-aws', path: AWS_PROVIDER.module, version });
  }
  say(`building terraform-provider-aws ${version} (once, takes a quarter of an hour or more)`);
  const source = join(dirname(program), 'source');
  if (!existsSync(source)) trimmedCopy(await downloadedFolder(), source);
  const env = { ...process.env, GOFLAGS: '-buildvcs=false' };
  await run('go', ['build', '-ldflags', '-s -w', '-o', program, '.'], { env, cwd: source });
  return program;
}
