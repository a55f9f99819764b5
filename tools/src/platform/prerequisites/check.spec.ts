import { readEnvironment } from '@weather/infra/environments';
import type { ProgramCall, ProgramEnd, RunProgram } from '../programs/run-program';
import { checkPrerequisites } from './check';
import { isAtLeast, oldestKubectl, versionIn } from './version';

const ok = (output: string): ProgramEnd => ({ code: 0, output, errors: '' });
const bad = (errors: string): ProgramEnd => ({ code: 254, output: '', errors });

const RIGHT: Readonly<Record<string, ProgramEnd>> = {
  'tofu version': ok('OpenTofu v1.11.2\non linux_amd64'),
  'aws --version': ok('aws-cli/2.31.0 Python/3.13.7'),
  'aws sts': ok('{"Account": "123456789012", "Arn": "arn:aws:iam::123456789012:user/x"}'),
  'aws ec2': ok('["us-east-2a", "us-east-2b", "us-east-2c"]'),
  'kubectl version': ok('Client Version: v1.35.1'),
  'helm version': ok('v3.19.0+g3d8990f'),
  'docker version': ok('28.2.2'),
  'session-manager-plugin --version': ok('1.2.707.0'),
  'git status': ok(''),
};

/** Programs that answer as written down; one that is not there cannot be run. */
function machine(changes: Readonly<Record<string, ProgramEnd | undefined>>): RunProgram {
  const answers = { ...RIGHT, ...changes };
  return ({ program, parameters }: ProgramCall) => {
    const answer = answers[`${program} ${parameters[0] ?? ''}`];
    return answer === undefined
      ? Promise.reject(new Error(`${program} cannot be run`))
      : Promise.resolve(answer);
  };
}

function check(changes: Readonly<Record<string, ProgramEnd | undefined>>, account?: string) {
  const said: string[] = [];
  const environment = readEnvironment('dev');
  const asked = { environment, account, env: {}, isBuilding: true };
  const checking = checkPrerequisites(machine(changes), asked, (text) => said.push(text));
  return checking.then((caller) => ({ caller, said: said.join('\n') }));
}

const ACCOUNT = '123456789012';

describe('checkPrerequisites', () => {
  it('is content where everything is there, and tells whose account it is', async () => {
    const { caller, said } = await check({}, ACCOUNT);
    expect(caller.Account).toBe(ACCOUNT);
    expect(said).not.toContain('FAULT');
    expect(said).toContain('tofu 1.11.2');
  });

  it('takes terraform where tofu is not there', async () => {
    const changes = { 'tofu version': undefined, 'terraform version': ok('Terraform v1.11.4') };
    expect((await check(changes, ACCOUNT)).said).toContain('terraform 1.11.4');
  });

  it('names every fault at once, each with its fix', async () => {
    const changes = {
      'tofu version': ok('OpenTofu v1.9.0'),
      'kubectl version': ok('Client Version: v1.32.4'),
      'helm version': undefined,
      'docker version': { code: 1, output: '', errors: 'Cannot connect to the Docker daemon' },
      'session-manager-plugin --version': undefined,
      'aws sts': bad('An error occurred (ExpiredToken) when calling GetCallerIdentity'),
      'git status': ok(' M README.md\n'),
    };
    const faults: readonly string[] = [
      '1.10 or newer is needed',
      '1.34 or newer is needed',
      'https://helm.sh/docs/intro/install/',
      'start its daemon',
      'session-manager-working-with-install-plugin',
      'the credentials have expired',
      'aws sso login',
      '1 files are not committed',
    ];
    for (const fault of faults) {
      await expect(check(changes, ACCOUNT)).rejects.toThrow(fault);
    }
    await expect(check(changes, ACCOUNT)).rejects.toThrow(/^nothing was touched/);
  });

  it('names both accounts when the credentials are of another', async () => {
    await expect(check({}, '210987654321')).rejects.toThrow(
      'credentials of 123456789012, but 210987654321 is meant',
    );
  });

  it('wants to be told which account is meant', async () => {
    await expect(check({})).rejects.toThrow('--account 123456789012');
  });

  it('names zones that the region does not have', async () => {
    const changes = { 'aws ec2': ok('["us-east-2a", "us-east-2c"]') };
    await expect(check(changes, ACCOUNT)).rejects.toThrow('has no us-east-2b');
  });

  it.each([
    ['Unable to locate credentials', 'AWS_PROFILE'],
    ['InvalidClientTokenId: The security token is invalid', 'does not take the credentials'],
    ['Could not connect to the endpoint URL', 'AWS does not answer'],
    ['something nobody knows', 'aws sts get-caller-identity'],
  ])('says what to do when AWS says "%s"', async (errors, fix) => {
    await expect(check({ 'aws sts': bad(errors) }, ACCOUNT)).rejects.toThrow(fix);
  });
});

describe('versions', () => {
  it('are compared by their numbers', () => {
    expect(isAtLeast('1.10.0', '1.9')).toBe(true);
    expect(isAtLeast('1.9.9', '1.10')).toBe(false);
    expect(isAtLeast('1.10', '1.10.0')).toBe(true);
    expect(isAtLeast('2.0', '1.32.4')).toBe(true);
  });

  it('are found in what programs say, and kubectl may be one behind', () => {
    expect(versionIn('Client Version: v1.32.4-dispatcher')).toBe('1.32.4');
    expect(versionIn('no version')).toBeUndefined();
    expect(oldestKubectl('1.35')).toBe('1.34');
  });
});
