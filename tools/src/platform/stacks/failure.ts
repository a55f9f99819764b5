/** What a failing Terraform says, and what to do about it. */
const FIXES: readonly (readonly [RegExp, string])[] = [
  [
    /ExpiredToken|token has expired|SSO session .*expired/i,
    'the credentials have expired: log in again ("aws sso login"), then run the same command',
  ],
  [
    /No valid credential sources|Unable to locate credentials|NoCredentialProviders/i,
    'there are no credentials: set AWS_PROFILE, or log in with "aws sso login"',
  ],
  [
    /AWS account ID not allowed/i,
    'these are the credentials of another account than the one of the environment: set AWS_PROFILE',
  ],
  [
    /NoSuchBucket|S3 bucket .*does not exist/i,
    'the bucket that keeps the state is not there: "npx nx run infra:deploy-all" makes it',
  ],
  [
    /Error acquiring the state lock|state lock/i,
    'somebody else is deploying this stack, or was cut off: wait for them, else "force-unlock" the ID above',
  ],
  [
    /Unable to find remote state|No stored state was found|object with no attributes|Unsupported attribute/i,
    'it stands on a stack that is not deployed yet: deploy the stacks before it first',
  ],
  [
    /Kubernetes cluster unreachable|dial tcp .*(timeout|refused)|no such host/i,
    'the API server does not answer: is it private? deploy-all opens a tunnel, --tunnel does for one stack',
  ],
  [
    /another operation \(install\/upgrade\/rollback\) is in progress/i,
    'a release was cut off: "helm -n <namespace> rollback <release>", or uninstall it, then again',
  ],
  [
    /DependencyViolation/i,
    'something that is not in the state still uses it: "teardown-all" names what is left in the network',
  ],
  [
    /BucketNotEmpty/i,
    'a bucket keeps what is in it (storage.forceDestroy is false): empty it by hand if you mean it',
  ],
  [
    /deletion ?protection/i,
    'the cluster is protected: set cluster.deletionProtection to false and deploy that first',
  ],
  [
    /Could not load plugin|Failed to (query|install) .*provider|registry/i,
    'the providers cannot be had: check the network, or name a mirror in TF_CLI_CONFIG_FILE',
  ],
];

/** What to do about a failure that says `text`. */
export function fixFor(text: string): string {
  const found = FIXES.find(([pattern]) => pattern.test(text));
  return found?.[1] ?? 'mend what it says above, then run the same command: finished stacks stay';
}
