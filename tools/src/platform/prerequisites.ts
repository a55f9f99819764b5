import { isThere, run } from '../servers/run';
import { terraformProgram } from '../servers/terraform';

/** Something that has to be there before anything is touched. */
export interface Prerequisite {
  /** What has to be so. */
  readonly what: string;
  /** What is wrong and how to mend it; `undefined` when it is as it should be. */
  readonly fault: () => Promise<string | undefined>;
}

/** Not all is there that has to be; holds every fault. Nothing was touched. */
export class PrerequisiteError extends Error {
  override readonly name = 'PrerequisiteError';

  constructor(readonly faults: readonly string[]) {
    super(['nothing was touched, because:', ...faults.map((fault) => `  ${fault}`)].join('\n'));
  }
}

/** A program that can be run. */
export function program(name: string, parameters: readonly string[], fix: string): Prerequisite {
  return {
    what: name,
    fault: async () =>
      (await isThere(name, parameters)) ? undefined : `${name} is not here: ${fix}`,
  };
}

/** OpenTofu or Terraform. */
export const STACK_PROGRAM: Prerequisite = {
  what: 'tofu or terraform',
  fault: async () => {
    try {
      await terraformProgram();
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  },
};

const EXPIRED = /ExpiredToken|expired/i;

function credentialsFault(said: string): string {
  if (EXPIRED.test(said))
    return 'the credentials of AWS have expired: run aws sso login, or renew them';
  return 'AWS does not know who you are: run aws configure sso, or set AWS_PROFILE';
}

/**
 * Credentials of AWS, of the account that is meant.
 *
 * @param wanted the account; none asks for it, because what is deployed to the wrong one is hard to find
 */
export function account(wanted: string | undefined): Prerequisite {
  return {
    what: 'credentials of AWS',
    fault: async () => {
      try {
        const answer = await run('aws', ['sts', 'get-caller-identity', '--output', 'json'], {
          env: process.env,
        });
        const { Account } = JSON.parse(answer) as { readonly Account: string };
        if (wanted === Account) return undefined;
        if (wanted === undefined) {
          return `say that you mean account ${Account}: add --account ${Account}, or set accountId`;
        }
        return `these credentials are of account ${Account}, not of ${wanted}: choose another profile`;
      } catch (error) {
        return credentialsFault(String(error));
      }
    },
  };
}

/**
 * Looks at all of them before anything is touched.
 *
 * @throws {PrerequisiteError} with all faults at once
 */
export async function demand(prerequisites: readonly Prerequisite[]): Promise<void> {
  const faults = await Promise.all(prerequisites.map(({ fault }) => fault()));
  const found = faults.filter((fault) => fault !== undefined);
  if (found.length > 0) throw new PrerequisiteError(found);
}
