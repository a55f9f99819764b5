import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Environment } from '@weather/infra/inventory';
import { run } from '../servers/run';
import { attend } from './attend';

/** Values of variables, by their names. A stack is given those that it asks for. */
export type Variables = Readonly<Record<string, string>>;

/** What stacks of an environment are carried out with. */
export interface StackRunnerParts {
  /** OpenTofu or Terraform. */
  readonly program: string;
  readonly environment: Environment;
  /** Folder of the synthesized environment. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** Carries out stacks of one environment, in sight of the user. */
export class StackRunner {
  constructor(private readonly parts: StackRunnerParts) {}

  /** Makes or changes what the stack describes. */
  async apply(stack: string, variables: Variables): Promise<void> {
    await this.prepare(stack);
    const given = this.given(stack, variables);
    await this.attend(stack, ['apply', '-auto-approve', '-input=false', ...given]);
  }

  /** Shows what would change. */
  async plan(stack: string, variables: Variables): Promise<void> {
    await this.prepare(stack);
    await this.attend(stack, ['plan', '-input=false', ...this.given(stack, variables)]);
  }

  /** Takes away what the stack made. */
  async destroy(stack: string, variables: Variables): Promise<void> {
    await this.prepare(stack);
    const given = this.given(stack, variables);
    await this.attend(stack, ['destroy', '-auto-approve', '-input=false', ...given]);
  }

  /** The outputs that people asked for; those between stacks are left out. */
  async outputs(stack: string): Promise<Readonly<Record<string, unknown>>> {
    await this.prepare(stack);
    const text = await run(this.parts.program, [this.chdir(stack), 'output', '-json'], {
      env: this.env(stack),
    });
    const all = JSON.parse(text) as Readonly<Record<string, { readonly value: unknown }>>;
    return Object.fromEntries(
      Object.entries(all)
        .filter(([name]) => !name.startsWith('cross-stack-output'))
        .map(([name, { value }]) => [name, value]),
    );
  }

  private async prepare(stack: string): Promise<void> {
    const work = this.workFolder(stack);
    mkdirSync(work, { recursive: true });
    if (existsSync(join(work, 'terraform.tfstate'))) return;
    const { program, signal } = this.parts;
    const env = this.env(stack);
    await attend(program, [this.chdir(stack), 'init', '-input=false'], {
      ...{ env, signal, isAside: true },
    });
  }

  private given(stack: string, variables: Variables): readonly string[] {
    const path = join(this.parts.folder, 'stacks', stack, 'cdk.tf.json');
    const { variable = {} } = JSON.parse(readFileSync(path, 'utf8')) as {
      readonly variable?: Readonly<Record<string, unknown>>;
    };
    return Object.entries(variables)
      .filter(([name]) => name in variable)
      .map(([name, value]) => `-var=${name}=${value}`);
  }

  private attend(stack: string, parameters: readonly string[]): Promise<void> {
    const { program, signal } = this.parts;
    return attend(program, [this.chdir(stack), ...parameters], { env: this.env(stack), signal });
  }

  private chdir(stack: string): string {
    return `-chdir=${join(this.parts.folder, 'stacks', stack)}`;
  }

  private workFolder(stack: string): string {
    return resolve('dist/infra/work', this.parts.environment.name, stack);
  }

  private env(stack: string): NodeJS.ProcessEnv {
    const { awsEndpoint } = this.parts.environment;
    // An emulator is the proxy of a host that need not exist: see the stacks' provider.
    const emulated = awsEndpoint === undefined ? {} : { HTTP_PROXY: awsEndpoint };
    return { ...process.env, ...emulated, TF_DATA_DIR: this.workFolder(stack) };
  }
}
