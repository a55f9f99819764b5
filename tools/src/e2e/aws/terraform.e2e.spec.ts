import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMoto, type MotoServer } from '../../servers/moto-server';
import { run } from '../../servers/run';
import { Terraform } from '../../servers/terraform';

const START_MS = 3_600_000;
const STEP_MS = 600_000;

/** Stacks of AWS alone; the others need the provider of Helm, which is no Go module version. */
const STACKS = ['network', 'storage', 'cluster', 'identity'] as const;

/** Kinds of resources that the emulator does not have, so that they are validated only. */
const NOT_EMULATED: Readonly<Record<string, string>> = {
  aws_eks_addon: 'add-ons, and the data source of their versions, answer 404',
  aws_eks_access_entry: 'access entries answer 404',
  aws_eks_access_policy_association: 'access entries answer 404',
  aws_eks_node_group: 'depends on add-ons',
  aws_ec2_tag: 'the cluster has no security group of its own',
};

/**
 * The emulator forgets how people get into a cluster, its upgrade policy and its network, so that the
 * provider wants to replace it, and what refers to it; and it counts the tags of a template of nodes
 * among those of its nodes. By the stacks in which it does.
 */
const TOLD_ANYWAY: Readonly<Record<string, RegExp>> = {
  cluster: /^aws_(eks_cluster|iam_openid_connect_provider|iam_role|launch_template)\./,
};

/** Nothing of this may stand in a plan or a state. */
const MARKER = 'marker-of-a-secret-8f2c61';

const work = mkdtempSync(join(tmpdir(), 'weather-terraform-'));
const folder = join(work, 'synth', 'local');

let moto: MotoServer;
let terraform: Terraform;

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Everything of a stack that the emulator has, as `-target` takes it. */
function targetsOf(stack: string): readonly string[] {
  const text = readFileSync(join(folder, 'stacks', stack, 'cdk.tf.json'), 'utf8');
  const { resource } = JSON.parse(text) as { resource: Record<string, Record<string, unknown>> };
  const kinds = Object.entries(resource);
  if (!kinds.some(([kind]) => kind in NOT_EMULATED)) return [];
  return kinds
    .filter(([kind]) => !(kind in NOT_EMULATED))
    .flatMap(([kind, named]) => Object.keys(named).map((name) => `${kind}.${name}`));
}

async function census(): Promise<unknown> {
  const script = join(import.meta.dirname, 'census.py');
  const env = {
    ...process.env,
    ...moto.environment,
    HTTP_PROXY: '',
    AWS_DEFAULT_REGION: 'us-east-2',
  };
  return JSON.parse(await run(moto.python, [script, moto.url], { env })) as unknown;
}

/** Every file that was written on the way: stacks, charts, plans and states. */
function written(): readonly string[] {
  return readdirSync(work, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('providers'));
}

beforeAll(async () => {
  moto = await startMoto(say);
  const environment = { ...moto.environment, AWS_SECRET_ACCESS_KEY: MARKER };
  const program = ['--import', 'tsx', 'apps/infra/src/main.ts', '--env', 'local'];
  const root = join(import.meta.dirname, '../../../..');
  await run(process.execPath, [...program, '--outdir', join(work, 'synth')], { cwd: root });
  terraform = await Terraform.over({ folder, work, environment }, say);
  for (const stack of STACKS) await terraform.init(stack);
}, START_MS);

afterAll(async () => {
  await moto.process.stop();
  rmSync(work, { recursive: true, force: true });
});

describe('stacks on the real provider', () => {
  it.each(STACKS)(
    'are valid: %s',
    async (stack) => {
      await expect(terraform.validate(stack)).resolves.toBeUndefined();
    },
    STEP_MS,
  );

  it.each(STACKS)(
    'are made, and then nothing is left to change: %s',
    async (stack) => {
      const targets = targetsOf(stack);
      await terraform.apply(stack, targets);
      // The emulator forgets the tags a bucket is made with; the second time they are set.
      if (stack === 'storage') await terraform.apply(stack);
      const changes = await terraform.changes(stack, targets);
      expect(changes.filter((one) => TOLD_ANYWAY[stack]?.test(one) !== true)).toEqual([]);
    },
    STEP_MS,
  );

  it('holds what the stacks describe', async () => {
    expect(await census()).toMatchObject({
      buckets: ['dagster-weather-backups', 'dagster-weather-products'],
      clusters: ['dagster-eks'],
      repositories: expect.arrayContaining(['products-api', 'weather-worker']) as unknown,
    });
  });

  it('writes no secret into stacks, plans and states', () => {
    const files = written();
    expect(files.some((path) => path.endsWith('.tfstate'))).toBe(true);
    expect(files.some((path) => path.endsWith('.plan.json'))).toBe(true);
    const holding = files.filter((path) => readFileSync(path).includes(MARKER));
    expect(holding).toEqual([]);
  });

  it(
    'leave an empty account when they are taken away, the last first',
    async () => {
      for (const stack of [...STACKS].reverse()) await terraform.destroy(stack, targetsOf(stack));
      expect(await census()).toEqual({});
    },
    STEP_MS,
  );
});
