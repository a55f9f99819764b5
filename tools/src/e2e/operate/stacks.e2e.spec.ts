import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand, startCommand } from './operator-program';
import { writeStacks, type WrittenStack } from './written-stacks';

const MARKER = 'marker-of-a-secret-51c0de';
const folder = mkdtempSync(join(tmpdir(), 'weather-operate-'));
const place = ['--env', 'local', '--folder', folder];
const begun = join(folder, 'begun');

const STACKS: readonly WrittenStack[] = [
  { name: 'house', dependencies: ['ground'], command: `touch ${begun}; sleep 1.5` },
  {
    name: 'ground',
    dependencies: [],
    outputs: { key: { value: MARKER, sensitive: true }, sizes: { value: [1, 2] } },
  },
  { name: 'garden', dependencies: ['house', 'ground'] },
];

/** The parts of what was told that say what happened to which stack. */
function steps(said: string): readonly string[] {
  return said.split('\n').filter((line) => /^\[\d\/\d\]/.test(line));
}

function states(): readonly string[] {
  const names = readdirSync(join(folder, 'state', 'local')).filter((name) =>
    name.endsWith('.tfstate'),
  );
  return names
    .filter((name) => {
      const state = JSON.parse(readFileSync(join(folder, 'state', 'local', name), 'utf8')) as {
        resources: readonly { mode: string }[];
      };
      return state.resources.some(({ mode }) => mode === 'managed');
    })
    .toSorted();
}

beforeAll(() => {
  writeStacks(folder, STACKS);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('stacks on the real Terraform', () => {
  it('touches nothing when nobody agrees', async () => {
    const { code, said } = await runCommand(['deploy', ...place]);
    expect(said).toContain('say --auto-approve');
    expect(code).toBe(2);
    expect(existsSync(join(folder, 'state'))).toBe(false);
  });

  it('shows what would change, also of stacks whose inputs are not there yet', async () => {
    const { code, said } = await runCommand(['diff', '--exit-code', ...place]);
    expect(code).toBe(3);
    expect(steps(said)).toEqual([
      ...['[1/3] ground: planning', '[1/3] ground: 1 to add, 0 to change, 0 to destroy'],
      ...['[2/3] house: planning', '[2/3] house: cannot be told before ground is deployed'],
      ...[
        '[3/3] garden: planning',
        '[3/3] garden: cannot be told before house, ground is deployed',
      ],
    ]);
  });

  it('lets Terraform finish what it is at when it is stopped, and goes on from there', async () => {
    const { child, ended } = startCommand(['deploy', '--auto-approve', ...place]);
    while (!existsSync(begun)) await sleep(50);
    child.kill('SIGINT');
    const { code, said } = await ended;
    expect(code).toBe(130);
    expect(said).toContain('platform: interrupted');
    expect(states()).toContain('ground.tfstate');
    const again = await runCommand(['deploy', '--auto-approve', ...place]);
    expect(again.code).toBe(0);
    expect(steps(again.said).slice(0, 2)).toEqual([
      ...['[1/3] ground: planning', '[1/3] ground: nothing to change'],
    ]);
    expect(steps(again.said).at(-1)).toBe('[3/3] garden: deployed');
  });

  it('finds nothing to change afterwards', async () => {
    expect((await runCommand(['diff', '--exit-code', ...place])).code).toBe(0);
  });

  it('tells outputs as a table and as JSON, and never what is sensitive', async () => {
    const shown = await runCommand(['outputs', '--stack', 'ground', ...place]);
    expect(shown.output).toMatch(/^STACK +OUTPUT +VALUE\nground +key +\(sensitive\)/);
    const { output, said } = await runCommand(['outputs', '--json', ...place]);
    expect(JSON.parse(output)).toMatchObject({ ground: { place: 'ground', sizes: [1, 2] } });
    expect(`${shown.output}${shown.said}${output}${said}`).not.toContain(MARKER);
  });

  it('leaves no plan behind', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    expect(files.filter((name) => name.endsWith('.plan'))).toEqual([]);
  });

  it('takes stacks away in the reverse of their order, and passes over those that are gone', async () => {
    const one = await runCommand(['destroy', '--auto-approve', '--stack', 'garden', ...place]);
    expect(one.code).toBe(0);
    const { code, said } = await runCommand(['destroy', '--auto-approve', ...place]);
    expect(code).toBe(0);
    expect(steps(said).filter((line) => !line.endsWith('looking'))).toEqual([
      '[1/3] garden: nothing is there',
      ...['[2/3] house: destroying', '[2/3] house: destroyed'],
      ...['[3/3] ground: destroying', '[3/3] ground: destroyed'],
    ]);
    expect(states()).toEqual([]);
  });

  it('names a stack that does not exist, and an environment that does not', async () => {
    const stack = await runCommand(['diff', '--stack', 'cellar', ...place]);
    expect(stack.said).toContain('there is no stack cellar; there are ground, house, garden');
    expect(stack.code).toBe(2);
    expect((await runCommand(['diff', '--env', 'staging'])).code).toBe(2);
  });
});
