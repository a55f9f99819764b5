import { environmentSchema, type Environment } from './environment';
import { ENVIRONMENTS } from './environments';

/** An environment cannot be used; holds every fault. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';

  constructor(
    environment: string,
    readonly faults: readonly string[],
  ) {
    super([`environment ${environment}:`, ...faults.map((fault) => `  ${fault}`)].join('\n'));
  }
}

/**
 * Checks the values of an environment.
 *
 * @throws {EnvironmentError} with all faults at once
 */
export function checkEnvironment(name: string, values: unknown): Environment {
  const { success, data, error } = environmentSchema.safeParse(values);
  if (success) return data;
  const faults = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new EnvironmentError(name, faults);
}

/**
 * The environment called `name`.
 *
 * @param changes values that stand in for those written down, such as the endpoint of an emulator
 * @throws {EnvironmentError} when there is none, or with all its faults at once
 */
export function readEnvironment(name: string, changes: Partial<Environment> = {}): Environment {
  const values = Object.entries(ENVIRONMENTS).find(([key]) => key === name)?.[1];
  const known = Object.keys(ENVIRONMENTS).join(', ');
  if (values === undefined) throw new EnvironmentError(name, [`there is none; there are ${known}`]);
  return checkEnvironment(name, { ...values, ...changes });
}
