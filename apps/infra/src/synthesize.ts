import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Environment } from './environments/environment';
import { chartsOf, definePlatform } from './platform';

/**
 * Writes what Terraform and Helm read: `<folder>/<environment>/{manifest.json,stacks,charts}`.
 *
 * @returns the names of the stacks, in the order in which they are deployed
 */
export function synthesize(environment: Environment, folder: string): readonly string[] {
  const outdir = join(folder, environment.name);
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  const platform = definePlatform(environment, outdir);
  platform.app.synth();
  for (const { files } of chartsOf(platform)) {
    for (const [path, text] of Object.entries(files)) {
      const place = join(outdir, 'charts', path);
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, text);
    }
  }
  return platform.stacks.map(({ node }) => node.id);
}
