import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTables } from './runbook';

// Renews the tables of the runbook; prettier lays them out.
const path = join('docs', 'operations', 'vault.md');
writeFileSync(path, withTables(readFileSync(path, 'utf8')));
