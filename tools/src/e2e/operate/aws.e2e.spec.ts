import { programRunner, succeed } from '../../platform/programs/run-program';
import { Interruption } from '../../platform/programs/interruption';
import { readEnvironment } from '@weather/infra/environments';
import { Context } from '../../platform/deployment/context';
import { stateSteps } from '../../platform/deployment/state-bucket';
import { findAccount } from '../../platform/prerequisites/account';
import { PartProgress } from '../../platform/progress';
import { findLeftovers } from '../../platform/teardown/leftovers';
import { pathWithAwsCli } from '../../servers/aws-cli';
import { startMoto, type MotoServer } from '../../servers/moto-server';

const START_MS = 600_000;
const STEP_MS = 300_000;
const REGION = 'us-east-2';
const CLUSTER = 'dagster-eks';
const run = programRunner(new Interruption());

jest.setTimeout(STEP_MS);

let moto: MotoServer;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  moto = await startMoto(say);
  env = {
    PATH: await pathWithAwsCli(say),
    AWS_ACCESS_KEY_ID: 'emulated',
    AWS_SECRET_ACCESS_KEY: 'emulated',
    AWS_ENDPOINT_URL: moto.url,
    AWS_PAGER: '',
  };
}, START_MS);

afterAll(() => moto.process.stop());

async function aws(...parameters: readonly string[]): Promise<string> {
  const all = [...parameters, '--region', REGION, '--output', 'text'];
  return (await succeed(run, { program: 'aws', parameters: all, env })).trim();
}

const search = () => findLeftovers({ run, env, clusterName: CLUSTER, region: REGION });

describe("AWS's own command line on an emulated account", () => {
  it('tells whose credentials these are, and which zones a region has', async () => {
    const question = { region: REGION, zones: ['a', 'b'], env };
    const right = await findAccount(run, { ...question, wanted: '123456789012' });
    expect(right.findings.map(({ fix }) => fix)).toEqual([undefined, undefined]);
    const wrong = await findAccount(run, { ...question, wanted: '1', zones: ['a', 'z'] });
    expect(wrong.findings.map(({ found }) => found)).toEqual([
      ...['credentials of 123456789012, but 1 is meant', 'has no us-east-2z'],
    ]);
  });

  it('says what to do when nothing answers', async () => {
    const nowhere = { ...env, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' };
    const question = { wanted: '1', region: REGION, zones: [], env: nowhere };
    const { findings } = await findAccount(run, question);
    expect(findings).toMatchObject([{ found: 'AWS does not answer' }]);
  });

  it('names what a cluster left behind, and nothing of others, until it is gone', async () => {
    expect(await search()).toEqual([]);
    const tags = (name: string) =>
      `ResourceType=volume,Tags=[{Key=kubernetes.io/cluster/${name},Value=owned}]`;
    const create = ['ec2', 'create-volume', '--size', '1', '--availability-zone', `${REGION}a`];
    const query = ['--query', 'VolumeId'];
    const left = await aws(...create, '--tag-specifications', tags(CLUSTER), ...query);
    await aws(...create, '--tag-specifications', tags('another'), ...query);
    expect(await search()).toEqual([{ kind: 'volume', id: left }]);
    await aws('ec2', 'delete-volume', '--volume-id', left);
    expect(await search()).toEqual([]);
  });

  it('names what stacks left behind by the tag that they put on everything', async () => {
    const bucket = 'left-behind-0123';
    await aws(
      's3api',
      'create-bucket',
      '--bucket',
      bucket,
      '--create-bucket-configuration',
      `LocationConstraint=${REGION}`,
    );
    const tagging = `TagSet=[{Key=platform,Value=${CLUSTER}}]`;
    await aws('s3api', 'put-bucket-tagging', '--bucket', bucket, '--tagging', tagging);
    expect(await search()).toEqual([{ kind: 'tagged resource', id: `arn:aws:s3:::${bucket}` }]);
    await aws('s3api', 'delete-bucket', '--bucket', bucket);
  });

  it('makes the bucket of states once: versioned, encrypted, not public', async () => {
    const environment = readEnvironment('dev');
    const [step] = stateSteps(
      environment,
      new Context({
        ...{ environment, stacks: [], run, work: '/nowhere', terraform: 'terraform' },
        ...{ env: { aws: env, terraform: {} }, imageTag: 'none' },
      }),
    );
    for (const time of ['first', 'again']) {
      await step?.run(new PartProgress(time, () => undefined));
    }
    const place = ['--bucket', 'dagster-weather-state-dev'];
    expect(await aws('s3api', 'get-bucket-versioning', ...place)).toContain('Enabled');
    expect(await aws('s3api', 'get-bucket-encryption', ...place)).toContain('aws:kms');
    expect(await aws('s3api', 'get-public-access-block', ...place)).not.toContain('False');
  });
});
