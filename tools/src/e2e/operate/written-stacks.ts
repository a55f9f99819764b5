import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A stack of resources that Terraform itself provides, so that no provider is needed. */
export interface WrittenStack {
  readonly name: string;
  readonly dependencies: readonly string[];
  /** A command that runs when its resource is made. */
  readonly command?: string;
  readonly outputs?: Readonly<Record<string, object>>;
}

function stateOf(name: string): object {
  return { path: `../../../../state/local/${name}.tfstate` };
}

function contentOf({ name, dependencies, command, outputs = {} }: WrittenStack): object {
  const inputs = dependencies.map(
    (below) => `\${data.terraform_remote_state.${below}.outputs.place}`,
  );
  const states = Object.fromEntries(
    dependencies.map((below) => [below, { backend: 'local', config: stateOf(below) }] as const),
  );
  const provisioner = command === undefined ? {} : { provisioner: [{ 'local-exec': { command } }] };
  return {
    terraform: { backend: { local: stateOf(name) } },
    ...(dependencies.length === 0 ? {} : { data: { terraform_remote_state: states } }),
    resource: { terraform_data: { part: { input: [name, ...inputs], ...provisioner } } },
    output: { place: { value: '${terraform_data.part.output[0]}' }, ...outputs },
  };
}

/** Writes stacks as a synthesis does, into `<folder>/synth/local`. */
export function writeStacks(folder: string, stacks: readonly WrittenStack[]): void {
  const place = join(folder, 'synth', 'local');
  const entries = stacks.map((stack) => {
    const { name, dependencies } = stack;
    const workingDirectory = join('stacks', name);
    mkdirSync(join(place, workingDirectory), { recursive: true });
    const synthesizedStackPath = join(workingDirectory, 'cdk.tf.json');
    writeFileSync(join(place, synthesizedStackPath), JSON.stringify(contentOf(stack)));
    return [name, { name, dependencies, workingDirectory, synthesizedStackPath }] as const;
  });
  writeFileSync(
    join(place, 'manifest.json'),
    JSON.stringify({ stacks: Object.fromEntries(entries) }),
  );
}
