import { delimiter, join } from 'node:path';
import { pythonEnvironment } from './python-environment';

const REQUIREMENTS = join(import.meta.dirname, 'aws-cli-requirements.txt');

/**
 * A `PATH` on which the command line of AWS comes first, installed once.
 *
 * @param say told before something that takes a while
 */
export async function pathWithAwsCli(say: (line: string) => void): Promise<string> {
  const programs = await pythonEnvironment(REQUIREMENTS, say);
  return [programs, process.env['PATH'] ?? ''].join(delimiter);
}
