import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { alertsPage, generatedFiles } from './generated';

const ROOT = resolve(import.meta.dirname, '..', '..', '..', '..');
const FOLDER = join(ROOT, 'apps', 'infra', 'monitoring-generated');

async function write(file: string, content: string): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  const settings = { ...(await resolveConfig(file)), filepath: file };
  writeFileSync(file, await format(content, settings));
  process.stdout.write(`wrote ${file}\n`);
}

for (const [name, content] of Object.entries(generatedFiles())) {
  await write(join(FOLDER, name), JSON.stringify(content));
}
await write(join(ROOT, 'docs', 'operations', 'alerts.md'), alertsPage());
