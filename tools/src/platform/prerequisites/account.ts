import { z } from 'zod';
import type { ProgramEnd, RunProgram } from '../programs/run-program';
import type { Finding } from './finding';

const callerSchema = z.object({ Account: z.string(), Arn: z.string() });

/** Who the credentials of AWS belong to. */
export type Caller = z.output<typeof callerSchema>;

/** The account something is deployed to, and how its AWS is reached. */
export interface AccountQuestion {
  /** The account that is meant; `undefined` when nobody has said. */
  readonly wanted: string | undefined;
  readonly region: string;
  /** Letters of the zones that are used. */
  readonly zones: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** What AWS says to credentials it does not take, and what to do. */
const REFUSALS: readonly (readonly [RegExp, string, string])[] = [
  [/ExpiredToken|expired/i, 'the credentials have expired', 'log in again: aws sso login'],
  [
    /Unable to locate credentials|NoCredentials|config profile .* could not be found/i,
    'there are no credentials',
    'set AWS_PROFILE, or log in: aws configure sso',
  ],
  [
    /InvalidClientTokenId|SignatureDoesNotMatch|AccessDenied|UnrecognizedClient/i,
    'AWS does not take the credentials',
    'check AWS_PROFILE and the keys in ~/.aws/credentials',
  ],
  [
    /Could not connect|EndpointConnectionError|timed? ?out/i,
    'AWS does not answer',
    'check the network, and HTTPS_PROXY if there is one',
  ],
];

function refusal({ output, errors }: ProgramEnd): Finding {
  const said = `${errors}${output}`;
  const known = REFUSALS.find(([pattern]) => pattern.test(said));
  const [, found = said.trim(), fix = 'run "aws sts get-caller-identity" and mend what it says'] =
    known ?? [];
  return { what: 'credentials of AWS', found, fix };
}

/** Whether these are the credentials of the account that is meant. */
export function judgeCaller({ Account, Arn }: Caller, wanted: string | undefined): Finding {
  const what = 'account of AWS';
  if (wanted === Account) return { what, found: `${Account}, as ${Arn}` };
  if (wanted === undefined) {
    const fix = `say that it is meant: --account ${Account}, or accountId in the environment`;
    return { what, found: `credentials of ${Account}, but nobody said which is meant`, fix };
  }
  const fix = `choose the profile of ${wanted}: AWS_PROFILE=... or aws sso login --profile ...`;
  return { what, found: `credentials of ${Account}, but ${wanted} is meant`, fix };
}

async function ask(run: RunProgram, parameters: readonly string[], question: AccountQuestion) {
  const all = [...parameters, '--region', question.region, '--output', 'json'];
  return run({ program: 'aws', parameters: all, env: question.env });
}

const zonesSchema = z.array(z.string());

async function findRegion(run: RunProgram, question: AccountQuestion): Promise<Finding> {
  const { region, zones } = question;
  const query = ['--query', 'AvailabilityZones[?State==`available`].ZoneName'];
  const end = await ask(run, ['ec2', 'describe-availability-zones', ...query], question);
  const what = `region ${region}`;
  if (end.code !== 0) {
    const fix = 'enable the region for the account, or correct region in the environment';
    return { what, found: end.errors.trim(), fix };
  }
  const there = zonesSchema.parse(JSON.parse(end.output));
  const missing = zones
    .map((letter) => `${region}${letter}`)
    .filter((zone) => !there.includes(zone));
  if (missing.length === 0) return { what, found: `has zones ${zones.join(', ')}` };
  const fix = `correct network.zones in the environment; there are ${there.join(', ')}`;
  return { what, found: `has no ${missing.join(', ')}`, fix };
}

/** What was found of an account. */
export interface FoundAccount {
  readonly findings: readonly Finding[];
  /** `undefined` when AWS does not take the credentials. */
  readonly caller: Caller | undefined;
}

/** Looks who the credentials belong to, and whether the region is as the environment has it. */
export async function findAccount(
  run: RunProgram,
  question: AccountQuestion,
): Promise<FoundAccount> {
  const end = await ask(run, ['sts', 'get-caller-identity'], question).catch(() => undefined);
  if (end === undefined) return { findings: [], caller: undefined }; // The tool itself is missing.
  if (end.code !== 0) return { findings: [refusal(end)], caller: undefined };
  const caller = callerSchema.parse(JSON.parse(end.output));
  const findings = [judgeCaller(caller, question.wanted), await findRegion(run, question)];
  return { findings, caller };
}
