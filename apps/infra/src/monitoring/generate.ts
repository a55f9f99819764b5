import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { generatedFiles } from './generated';

const FOLDER = resolve(import.meta.dirname, '..', '..', 'monitoring-generated');

for (const [name, content] of Object.entries(generatedFiles())) {
  const file = join(FOLDER, name);
  mkdirSync(dirname(file), { recursive: true });
  const settings = { ...(await resolveConfig(file)), filepath: file };
  writeFileSync(file, await format(JSON.stringify(content), settings));
  process.stdout.write(`wrote ${file}\n`);
}
