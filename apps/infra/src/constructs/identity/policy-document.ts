/** The operators of conditions this platform uses, each with keys and the values they may have. */
export type Conditions = Readonly<
  Record<string, Readonly<Record<string, string | readonly string[]>>>
>;

/** What a statement of an IAM policy says. */
export interface Statement {
  /** What it is for, as a name. */
  readonly sid: string;
  /**
   * Whether it grants or forbids.
   *
   * @default 'Allow'
   */
  readonly effect?: 'Allow' | 'Deny';
  /** Who may; only in policies of resources and in trusts. */
  readonly principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly actions: readonly string[];
  /** ARNs; none in trusts. */
  readonly resources?: readonly string[];
  readonly conditions?: Conditions;
}

function single(values: readonly string[]): string | readonly string[] {
  const [only, ...others] = values;
  return only === undefined || others.length > 0 ? values : only;
}

/** The JSON of a policy, as short as it can be: managed policies hold 6,144 characters. */
export function policyJson(statements: readonly Statement[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map(
      ({ sid, effect = 'Allow', principal, actions, resources, conditions }) => ({
        Sid: sid,
        Effect: effect,
        Principal: principal,
        Action: single(actions),
        Resource: resources === undefined ? undefined : single(resources),
        Condition: conditions,
      }),
    ),
  });
}

/** The trust of a role that a service of AWS takes on. */
export function serviceTrust(service: string): string {
  return policyJson([
    { sid: 'Service', principal: { Service: service }, actions: ['sts:AssumeRole'] },
  ]);
}
