import { parseArgs } from 'node:util';
import { ENVIRONMENTS } from '../environments/environments';
import { readEnvironment } from '../environments/read-environment';
import { inventoryOf } from '../inventory/inventory';
import { checkPolicy, RULES, type PolicyReport } from './check-policy';

function tell(name: string, { broken, waived, unused }: PolicyReport): boolean {
  const lines = [
    ...broken.map(({ rule, place, fault }) => `  ${rule}: ${place} ${fault}`),
    ...unused.map(({ rule, place }) => `  waiver of ${rule} for ${place} is not needed`),
  ];
  const isKept = lines.length === 0;
  const verdict = isKept ? 'keeps' : 'breaks';
  process.stdout.write(`${name} ${verdict} ${RULES.length} rules, ${waived.length} waived\n`);
  if (!isKept) process.stdout.write(`${lines.join('\n')}\n`);
  return isKept;
}

const { values } = parseArgs({ options: { env: { type: 'string', multiple: true } } });
const names = values.env ?? Object.keys(ENVIRONMENTS);
const verdicts = names.map((name) => tell(name, checkPolicy(inventoryOf(readEnvironment(name)))));
process.exitCode = verdicts.every((isKept) => isKept) ? 0 : 1;
