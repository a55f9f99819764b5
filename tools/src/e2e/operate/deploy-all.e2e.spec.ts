import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand, startCommand } from './operator-program';
import { Rehearsal } from './rehearsal';

// Real processes and signals; the programs they run are stand-ins, see rehearsal.ts.

const ACCOUNT = '123456789012';

/** What is done first in each step that leaves something behind, in the order of the steps. */
const WORK: readonly (readonly [step: string, work: string])[] = [
  ['build-images', 'docker-build'],
  ['state', 'head-bucket'],
  ['stack-network', 'apply network'],
  ['stack-storage', 'apply storage'],
  ['push-images', 'docker-push'],
  ['stack-cluster', 'apply cluster'],
  ['stack-identity', 'apply identity'],
  ['access', 'describe-cluster'],
  ['stack-platform', 'apply platform'],
  ['secrets', 'create secret'],
  ['stack-monitoring', 'apply monitoring'],
  ['stack-vault', 'apply vault'],
  ['vault-bootstrap', 'vault bootstrap'],
  ['stack-dagster', 'apply dagster'],
  ['stack-workloads', 'apply workloads'],
  ['verify', 'readyz'],
];

const ALL_WORK = new Set(WORK.map(([, work]) => work));
const ACCESS = 'describe-cluster';

let rehearsal: Rehearsal;
let place: readonly string[];

beforeAll(async () => {
  rehearsal = await Rehearsal.prepare();
  place = ['--env', 'dev', '--folder', rehearsal.folder];
});

afterAll(() => rehearsal.end());

function deployAll(...more: readonly string[]) {
  return startCommand(['deploy-all', ...place, '--account', ACCOUNT, ...more], rehearsal.env);
}

describe('deploy-all', () => {
  it.each([
    { what: 'expired credentials', caller: 'ExpiredToken', exit: 255, fault: 'have expired' },
    {
      what: 'another account',
      caller: '{"Account":"210987654321","Arn":"arn:x"}',
      exit: 0,
      fault: 'credentials of 210987654321, but 123456789012 is meant',
    },
  ])('names $what before anything is touched', async ({ caller, exit, fault }) => {
    const right = rehearsal.read('caller');
    rehearsal.write('caller', caller);
    rehearsal.write('caller-code', String(exit));
    const ended = await deployAll().ended;
    rehearsal.write('caller', right);
    rehearsal.write('caller-code', '0');
    expect(ended.said).toContain(fault);
    expect(ended.code).toBe(1);
    expect(rehearsal.done()).toEqual([]);
  });

  it('shows its steps without doing them', async () => {
    const { output, code } = await deployAll('--dry-run').ended;
    expect(code).toBe(0);
    expect(output.trim().split('\n')).toEqual(
      WORK.map(
        ([step], index) => expect.stringMatching(`\\[${index + 1}/16\\] +${step} +to do`) as string,
      ),
    );
    expect(rehearsal.done()).toEqual([]);
  });

  it.each(WORK)(
    'stopped at %s, it ends with 130 and keeps what was finished',
    async (step, work) => {
      rehearsal.write('hang', work);
      const { child, ended } = deployAll();
      while (!existsSync(join(rehearsal.folder, 'hung')) && child.exitCode === null)
        await sleep(25);
      child.kill('SIGINT');
      const { code, said } = await ended;
      rehearsal.forget('hang');
      rehearsal.forget('hung');
      expect(said).toContain('platform: interrupted');
      expect(code).toBe(130);
      // What was cut short before is done again, and of the finished only the way to the cluster.
      const before = WORK[WORK.findIndex(([name]) => name === step) - 1]?.[1];
      const expected = [before, work].filter((line) => line !== undefined && line !== ACCESS);
      const works = rehearsal.done().filter((line) => line !== ACCESS && ALL_WORK.has(line));
      expect(works).toEqual(expected);
    },
  );

  it('goes on with the last step, tells where everything is, and forgets its journal', async () => {
    const { code, output, said } = await deployAll().ended;
    expect(said).toContain('[15/16] stack-workloads: finished before');
    expect(said).toContain('21 passed, 0 failed');
    expect(output).toContain('kubectl -n monitoring port-forward service/kps-grafana 3001:80');
    expect(output).toContain(
      `export KUBECONFIG=${join(rehearsal.folder, 'dev', 'kubeconfig.json')}`,
    );
    expect(code).toBe(0);
    expect(rehearsal.done()).toEqual(['describe-cluster', 'readyz', 'head-bucket']);
    expect(existsSync(join(rehearsal.folder, 'dev', 'deploy-all.json'))).toBe(false);
  });

  it('gives Vault files, never values, and makes each password once', () => {
    const calls = rehearsal.read('vault');
    expect(calls).toMatch(/bootstrap --address https:\/\/127\.0\.0\.1:\d+ --ca-cert \S+/);
    expect(calls).toMatch(/--secret dagster-db-password=\/\S+ --secret s3-bucket-name=\/\S+/);
    const files = [...calls.matchAll(/=(\/\S+)/g)].map(([, path = '']) => path);
    expect(files.filter((path) => existsSync(path))).toEqual([]);
    const made = rehearsal.read('secrets').match(/"name":"[\w-]+"/g);
    expect(made).toEqual(['"name":"grafana-admin"', '"name":"dagster-postgresql-secret"']);
  });

  it('goes to the private API server through its tunnel', () => {
    const text = readFileSync(join(rehearsal.folder, 'dev', 'kubeconfig.json'), 'utf8');
    expect(text).toMatch(
      /"server":"https:\/\/127\.0\.0\.1:\d+","tls-server-name":"abc\.eks\.example"/,
    );
  });
});

describe('teardown-all', () => {
  const teardown = () =>
    runCommand(['teardown-all', ...place, '--account', ACCOUNT, '--auto-approve'], rehearsal.env);

  it('has programs, volumes and nodes gone before Karpenter, and names what is left', async () => {
    rehearsal.write('volumes', '["vol-0abc"]');
    const { code, said } = await teardown();
    expect(said).toContain('1 things are left, and cost until they go:\n  volume vol-0abc');
    expect(code).toBe(1);
    expect(rehearsal.done().filter((line) => line !== 'describe-cluster')).toEqual([
      'delete ingresses',
      ...['workloads', 'dagster', 'vault', 'monitoring'].map((name) => `destroy ${name}`),
      ...['data', 'vault', 'monitoring'].map((name) => `delete persistentvolumeclaims${name}`),
      ...['delete nodepools.karpenter.sh', 'delete nodeclaims.karpenter.sh'],
      'delete ec2nodeclasses.karpenter.k8s.aws',
      ...['platform', 'identity', 'cluster', 'storage', 'network'].map((name) => `destroy ${name}`),
    ]);
  });

  it('ends well once nothing is left', async () => {
    rehearsal.write('volumes', '[]');
    const { code, output } = await teardown();
    expect(output).toBe('Nothing of dev is left.\n');
    expect(code).toBe(0);
    expect(rehearsal.done()).toEqual([]);
  });
});
