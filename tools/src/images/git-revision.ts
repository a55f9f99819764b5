import { run } from '../servers/run';

/** The tag of an image that holds what the working tree holds now. */
export async function revisionTag(): Promise<string> {
  const revision = (await run('git', ['rev-parse', '--short=12', 'HEAD'])).trim();
  const changes = await run('git', ['status', '--porcelain']);
  return changes.trim() === '' ? revision : `${revision}-dirty`;
}

/** When the commit of the working tree was made: images of one revision carry one date. */
export async function revisionDate(): Promise<Date> {
  return new Date((await run('git', ['show', '-s', '--format=%cI', 'HEAD'])).trim());
}
