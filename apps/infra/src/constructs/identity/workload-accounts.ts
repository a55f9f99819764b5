import { chartValue } from '../../kubernetes/chart-value';
import type { KubernetesObject } from '../../kubernetes/objects';
import { serviceAccount } from '../../kubernetes/service-accounts';
import type { WorkloadIdentity } from './workload-identities';

type Identities = Readonly<Record<string, WorkloadIdentity>>;

/** Name of the value with the ARN of a program's role. */
function valueName(program: string): string {
  const camel = program.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return `${camel}RoleArn`;
}

function madeHere(identities: Identities): readonly (readonly [string, WorkloadIdentity])[] {
  return Object.entries(identities).filter(
    ([, { accountComesWith }]) => accountComesWith === undefined,
  );
}

/** The service accounts that nothing else makes. With IRSA, each carries the ARN of its role. */
export function workloadAccounts(
  identities: Identities,
  isIrsa: boolean,
): readonly KubernetesObject[] {
  return madeHere(identities).map(([program, { serviceAccount: account }]) =>
    serviceAccount({
      ...account,
      ...(isIrsa ? { roleArn: chartValue(valueName(program)) } : {}),
    }),
  );
}

/** The values that those accounts call for. */
export function workloadAccountValues(
  identities: Identities,
  roleArns: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    madeHere(identities).map(([program]) => [valueName(program), roleArns[program] ?? '']),
  );
}
