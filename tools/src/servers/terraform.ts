import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goModule, type GoModule } from './go-module';
import { CommandError, isThere, run } from './run';
import { AWS_PROVIDER, awsProvider } from './terraform-providers';

/** Neither of the programs that carry out stacks is there. */
export class NoTerraformError extends Error {
  override readonly name = 'NoTerraformError';

  constructor() {
    super(
      'stacks are carried out by tofu or terraform, and neither is here: ' +
        'install OpenTofu from https://opentofu.org/docs/intro/install/',
    );
  }
}

/** The program that carries out stacks: OpenTofu, else Terraform. @throws {NoTerraformError} */
export async function terraformProgram(): Promise<string> {
  for (const program of ['tofu', 'terraform']) {
    if (await isThere(program, ['version'])) return program;
  }
  throw new NoTerraformError();
}

/** OpenTofu, for tests on a machine that has neither. */
const OPENTOFU: GoModule = {
  name: 'tofu',
  folder: 'opentofu',
  path: 'github.com/opentofu/opentofu/cmd/tofu',
  version: 'v1.12.6',
};

/** The program that is here, else OpenTofu, which is built once. */
async function programForTests(say: (line: string) => void): Promise<string> {
  try {
    return await terraformProgram();
  } catch (error) {
    if (!(error instanceof NoTerraformError)) throw error;
    return goModule(OPENTOFU, say);
  }
}

const SOURCES = ['registry.terraform.io', 'registry.opentofu.org'];

/** How the two of Node call this machine, as Go does. */
function platformName(): string {
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  return `${process.platform}_${arch}`;
}

/** Puts the provider where the programs look instead of asking for it. @returns their settings */
function mirror(folder: string, provider: string): string {
  const { version } = AWS_PROVIDER;
  for (const source of SOURCES) {
    const place = join(folder, 'mirror', source, 'hashicorp/aws', version, platformName());
    mkdirSync(place, { recursive: true });
    symlinkSync(provider, join(place, `terraform-provider-aws_v${version}`));
  }
  const settings = join(folder, 'settings.tfrc');
  const path = JSON.stringify(join(folder, 'mirror'));
  writeFileSync(settings, `provider_installation {\n  filesystem_mirror { path = ${path} }\n}\n`);
  return settings;
}

interface ResourceChange {
  readonly address: string;
  readonly change: { readonly actions: readonly string[] };
}

/** Where stacks are, and what their provider finds around it. */
export interface TerraformPlace {
  /** Folder with all that is written: `stacks/<name>`. */
  readonly folder: string;
  /** A folder for what the programs need on the way. */
  readonly work: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Carries out synthesized stacks with a provider that was built here. */
export class Terraform {
  private constructor(
    private readonly program: string,
    private readonly settings: string,
    private readonly place: TerraformPlace,
  ) {}

  /** @param say told before something that takes a while */
  static async over(place: TerraformPlace, say: (line: string) => void): Promise<Terraform> {
    const program = await programForTests(say);
    const settings = mirror(place.work, await awsProvider(say));
    return new Terraform(program, settings, place);
  }

  /** Prepares a stack; its provider becomes the one that was built. */
  async init(stack: string): Promise<void> {
    const file = join(this.stackFolder(stack), 'cdk.tf.json');
    const text = readFileSync(file, 'utf8');
    const pinned = /("source": "aws",\s*"version": ")[^"]+/;
    writeFileSync(file, text.replace(pinned, `$1${AWS_PROVIDER.version}`));
    await this.run(stack, ['init', '-input=false']);
  }

  /** @throws {CommandError} with what is not valid */
  async validate(stack: string): Promise<void> {
    await this.run(stack, ['validate']);
  }

  /** Makes what the stack describes, or only what `targets` names. */
  async apply(stack: string, targets: readonly string[] = []): Promise<void> {
    const only = targets.map((target) => `-target=${target}`);
    await this.run(stack, ['apply', '-auto-approve', '-input=false', ...only]);
  }

  /** What would change now: addresses of resources. */
  async changes(stack: string, targets: readonly string[] = []): Promise<readonly string[]> {
    const only = targets.map((target) => `-target=${target}`);
    const plan = join(this.place.work, `${stack}.plan`);
    await this.run(stack, ['plan', '-input=false', `-out=${plan}`, ...only]);
    const text = await this.run(stack, ['show', '-json', plan]);
    writeFileSync(`${plan}.json`, text);
    const { resource_changes: all = [] } = JSON.parse(text) as {
      readonly resource_changes?: readonly ResourceChange[];
    };
    const isChange = ({ change }: ResourceChange) =>
      !['no-op', 'read'].includes(change.actions.join());
    return all.filter(isChange).map(({ address }) => address);
  }

  /** Takes away what the stack made, or only what `targets` names. */
  async destroy(stack: string, targets: readonly string[] = []): Promise<void> {
    const only = targets.map((target) => `-target=${target}`);
    await this.run(stack, ['destroy', '-auto-approve', '-input=false', ...only]);
  }

  private stackFolder(stack: string): string {
    return join(this.place.folder, 'stacks', stack);
  }

  private async run(stack: string, parameters: readonly string[]): Promise<string> {
    const env = {
      ...process.env,
      ...this.place.environment,
      TF_CLI_CONFIG_FILE: this.settings,
      TF_DATA_DIR: join(this.place.work, 'data', stack),
      TF_IN_AUTOMATION: '1',
    };
    const chdir = `-chdir=${this.stackFolder(stack)}`;
    const [command = '', ...rest] = parameters;
    const plain = command === 'show' ? [] : ['-no-color'];
    try {
      return await run(this.program, [chdir, command, ...plain, ...rest], { env });
    } catch (cause) {
      throw new CommandError(`${command} of ${stack} failed: ${String(cause)}`, { cause });
    }
  }
}
