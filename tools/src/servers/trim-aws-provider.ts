/** The services of the AWS provider that the platform's stacks use. */
export const KEPT_SERVICES: readonly string[] = [
  ...['backup', 'ec2', 'ecr', 'eks', 'events', 'guardduty', 'iam', 'kms', 'logs', 'meta'],
  ...['rds', 's3', 's3control', 'sqs', 'sts'],
];

const SERVICE_IMPORT =
  /^\t"github\.com\/hashicorp\/terraform-provider-aws\/internal\/service\/(\w+)"$/;
const SERVICE_PACKAGE = /^\t\t(\w+)\.ServicePackage\(ctx\),$/;

/** The generated list of services, with only the kept ones. */
export function trimServiceList(source: string, kept: readonly string[] = KEPT_SERVICES): string {
  const isKept = (line: string): boolean => {
    const service = (SERVICE_IMPORT.exec(line) ?? SERVICE_PACKAGE.exec(line))?.[1];
    return service === undefined || kept.includes(service);
  };
  return source.split('\n').filter(isKept).join('\n');
}

const CLIENT_METHOD = /\nfunc \(c \*AWSClient\) (\w+)\([^)]*\) \*?(\w+)\.\w+ \{\n[\s\S]*?\n\}\n/g;
const SDK_IMPORT =
  /^\t(?:(\w+) )?"github\.com\/aws\/aws-sdk-go(?:-v2)?\/service\/(\w+)(?:\/types)?"$/;

/** The names of client methods that Go code calls. */
export function clientMethodsIn(source: string): ReadonlySet<string> {
  return new Set(Array.from(source.matchAll(/\b(\w+Client)\b/g), (match) => match[1] ?? ''));
}

/** The generated client methods, with only those that are called, and the imports they need. */
export function trimClientMethods(source: string, called: ReadonlySet<string>): string {
  const methods = source.replaceAll(CLIENT_METHOD, (text, name: string) =>
    called.has(name) ? text : '',
  );
  const isNeeded = (line: string): boolean => {
    const match = SDK_IMPORT.exec(line);
    const name = match?.[1] ?? match?.[2];
    return name === undefined || methods.includes(`*${name}.`);
  };
  return methods.split('\n').filter(isNeeded).join('\n');
}
