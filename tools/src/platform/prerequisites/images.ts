import type { RunProgram } from '../programs/run-program';
import type { Finding } from './finding';

/**
 * Whether images can be named after a revision: what is not committed has no name, and the registry
 * takes a name once only.
 */
export async function findRevision(run: RunProgram): Promise<Finding> {
  const what = 'revision of the images';
  const { code, output } = await run({ program: 'git', parameters: ['status', '--porcelain'] });
  if (code !== 0) return { what, found: 'this is no git repository', fix: 'work in a clone of it' };
  const changed = output.split('\n').filter((line) => line !== '').length;
  if (changed === 0) return { what, found: 'all is committed' };
  const fix = 'commit or stash them, or deploy images that are pushed already: --image-tag <tag>';
  return { what, found: `${changed} files are not committed`, fix };
}
