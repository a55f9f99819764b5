import { ROLES } from '@weather/vault-secrets/catalogue';
import type { Operator } from './operator';
import { asAdministrator, withRootToken } from './root-token';
import { writePolicy, writeRole } from './steps/access';
import { enableAudit } from './steps/audit-device';
import { initialize, type InitializeOptions } from './steps/initialize';
import { configureLogin, type KubernetesOptions } from './steps/kubernetes-login';
import { mountKv } from './steps/kv-engine';
import { seed, type Seeds } from './steps/seed';
import { giveShares, unseal } from './unseal';
import type { VaultAdmin } from './vault-admin';

/** Everything that makes a new Vault ours. */
export interface BootstrapOptions {
  readonly initialize: InitializeOptions;
  readonly kubernetes: KubernetesOptions;
  /** File of the audit log, as Vault sees it. */
  readonly auditFile: string;
  readonly seeds: Seeds;
}

async function configure(
  operator: Operator,
  vault: VaultAdmin,
  options: BootstrapOptions,
): Promise<void> {
  const { progress, cluster } = operator;
  progress.step('audit device', await enableAudit(vault, options.auditFile));
  progress.step('KV engine', await mountKv(vault));
  progress.step('Kubernetes login', await configureLogin(vault, options.kubernetes));
  for (const role of ROLES) {
    progress.step(`policy ${role.policy}`, await writePolicy(vault, role, cluster));
    progress.step(`role ${role.name}`, await writeRole(vault, role));
  }
  await seed(operator, vault, options.seeds);
}

/**
 * From nothing to ready. Each step looks first and changes only what differs, so that it can be run
 * again at any time, also after it was interrupted.
 *
 * @throws {OperatorError | VaultError} saying what to do
 */
export async function bootstrap(operator: Operator, options: BootstrapOptions): Promise<void> {
  const { vault, progress } = operator;
  const made = await initialize(operator, options.initialize);
  if (made !== undefined && made.openShares.length > 0) {
    await giveShares(operator, made.openShares);
    progress.step('unsealed', 'changed');
  } else {
    await vault.untilOpenedBySeal();
    await unseal(operator);
  }
  await vault.untilActive();
  const work = (administrator: VaultAdmin) => configure(operator, administrator, options);
  if (made === undefined) await asAdministrator(operator, work);
  else await withRootToken(vault.as(made.rootToken.reveal()), work);
  progress.say('the root token is revoked');
  progress.close();
}
