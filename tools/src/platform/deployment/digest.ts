import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from '../stacks/manifest';

/** A short text that stands for all of `texts`. */
export function digestOf(...texts: readonly string[]): string {
  const hash = createHash('sha256');
  // The length before each keeps ["ab", "c"] from being ["a", "bc"].
  for (const text of texts) hash.update(`${text.length}:${text}`);
  return hash.digest('hex').slice(0, 16);
}

function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

const OWN_CHART = /"\.\.\/\.\.\/charts\/([\w-]+)"/g;

/** Stands for all that a stack is made of: its file, its own charts, and values known only now. */
export function stackDigest(stack: Stack, values: readonly string[]): string {
  const text = readFileSync(join(stack.folder, 'cdk.tf.json'), 'utf8');
  const charts = [...text.matchAll(OWN_CHART)].flatMap(([, name = '']) =>
    filesIn(join(stack.folder, '../../charts', name)),
  );
  return digestOf(text, ...charts.map((path) => readFileSync(path, 'utf8')), ...values);
}
