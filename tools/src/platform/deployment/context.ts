import type { Environment } from '@weather/infra/environments';
import { Cluster } from '../cluster/cluster';
import { PlatformError } from '../platform-error';
import type { RunProgram } from '../programs/run-program';
import type { PartProgress } from '../progress';
import type { Stack } from '../stacks/manifest';
import { StackTerraform } from '../stacks/stack-terraform';

/** What a long work on an environment needs. */
export interface ContextParts {
  readonly environment: Environment;
  readonly stacks: readonly Stack[];
  readonly run: RunProgram;
  /** Folder for what is kept between runs. */
  readonly work: string;
  /** `tofu` or `terraform`. */
  readonly terraform: string;
  /** Variables with which AWS's command line, and Terraform, reach AWS. */
  readonly env: { readonly aws: Variables; readonly terraform: Variables };
  readonly imageTag: string;
}

type Variables = Readonly<Record<string, string>>;

/** A long work on an environment: what its steps share while they run. */
export class Context {
  private opened: Cluster | undefined;

  constructor(readonly parts: ContextParts) {}

  /** Terraform for a stack. */
  terraform(stack: Stack, part: PartProgress): StackTerraform {
    const { run, terraform, work, env, imageTag } = this.parts;
    return new StackTerraform(stack, run, {
      program: terraform,
      work: `${work}/terraform`,
      env: { ...env.terraform, ...this.opened?.variables, TF_VAR_image_tag: imageTag },
      onLine: (line) => {
        part.detail(line);
      },
    });
  }

  /** Finds the way to the cluster; a second time it is the same. */
  async openCluster(): Promise<Cluster> {
    const { environment, run, env, work } = this.parts;
    this.opened ??= await Cluster.open({ environment, run, env: env.aws, work });
    return this.opened;
  }

  /** The cluster that was opened. */
  get cluster(): Cluster {
    if (this.opened === undefined) throw new PlatformError('the cluster was not opened');
    return this.opened;
  }

  stack(name: string): Stack {
    const found = this.parts.stacks.find((stack) => stack.name === name);
    if (found === undefined) throw new PlatformError(`there is no stack ${name}`);
    return found;
  }

  async close(): Promise<void> {
    await this.opened?.close();
    this.opened = undefined;
  }
}
