import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PlatformError } from '../platform-error';
import type { ProgramEnd, RunProgram } from '../programs/run-program';
import { fixFor } from './failure';
import type { Stack } from './manifest';
import { readOutputs, type StackOutput } from './outputs';

/** With what stacks are carried out. */
export interface TerraformSettings {
  /** `tofu` or `terraform`. */
  readonly program: string;
  /** A folder for what it needs on the way; absolute, because it runs in the folder of a stack. */
  readonly work: string;
  /** Variables of the environment it gets besides ours; values of a stack are `TF_VAR_<name>`. */
  readonly env: Readonly<Record<string, string>>;
  /** Takes each line it prints. */
  readonly onLine: (line: string) => void;
}

/** What a plan would do. */
export interface PlannedChanges {
  readonly isChange: boolean;
  /** In words, such as `3 to add, 0 to change, 0 to destroy`. */
  readonly summary: string;
}

const SUMMARY = /^Plan: (?:\d+ to import, )?(\d+ to add, \d+ to change, \d+ to destroy)/m;

/** Exit codes of `plan -detailed-exitcode`. */
const PLAN = { same: 0, changes: 2 } as const;

/** What the end of a plan says. */
export function plannedChanges({ code, output }: ProgramEnd): PlannedChanges {
  if (code === PLAN.same) return { isChange: false, summary: 'nothing to change' };
  return { isChange: true, summary: SUMMARY.exec(output)?.[1] ?? 'outputs change' };
}

/** One stack as Terraform carries it out. */
export class StackTerraform {
  constructor(
    private readonly stack: Stack,
    private readonly run: RunProgram,
    private readonly settings: TerraformSettings,
  ) {}

  /** Fetches providers and finds the state. */
  async init(): Promise<void> {
    mkdirSync(this.settings.work, { recursive: true, mode: 0o700 });
    this.succeed(await this.call('init', ['-input=false', '-reconfigure']), 'init');
  }

  /** Works out what would change, and keeps it for {@link apply}. The plan is told line by line. */
  async plan(): Promise<PlannedChanges> {
    const parameters = ['-input=false', '-detailed-exitcode', `-out=${this.planFile}`];
    const end = await this.call('plan', parameters, this.settings.onLine);
    if (end.code !== PLAN.same && end.code !== PLAN.changes) this.fail(end, 'plan');
    return plannedChanges(end);
  }

  /** Does what was planned, and nothing else. */
  async apply(): Promise<void> {
    try {
      const end = await this.call('apply', ['-input=false', this.planFile], this.settings.onLine);
      this.succeed(end, 'apply');
    } finally {
      this.forgetPlan();
    }
  }

  /** Whether there is anything to destroy. */
  async isThere(): Promise<boolean> {
    const { code, output, errors } = await this.call('state', ['list'], undefined);
    const isEmpty = code !== 0 && /No state file was found/i.test(errors);
    if (!isEmpty) this.succeed({ code, output, errors }, 'state list');
    // What is only read is no reason to destroy.
    return output.split('\n').some((line) => line !== '' && !/(^|\.)data\./.test(line));
  }

  /** Takes away all that is in the state. */
  async destroy(): Promise<void> {
    const parameters = ['-input=false', '-auto-approve'];
    this.succeed(await this.call('destroy', parameters, this.settings.onLine), 'destroy');
  }

  async outputs(): Promise<readonly StackOutput[]> {
    const end = await this.call('output', ['-json']);
    this.succeed(end, 'output');
    return readOutputs(this.stack.name, end.output);
  }

  /** A plan may hold secret values: it goes as soon as it is of no use. */
  forgetPlan(): void {
    rmSync(this.planFile, { force: true });
  }

  private get planFile(): string {
    return resolve(this.settings.work, `${this.stack.name}.plan`);
  }

  private call(
    command: string,
    parameters: readonly string[],
    onLine?: (line: string) => void,
  ): Promise<ProgramEnd> {
    const { program, work, env } = this.settings;
    const isColoured = command !== 'state';
    return this.run({
      program,
      parameters: [
        ...[`-chdir=${this.stack.folder}`, command],
        ...(isColoured ? ['-no-color', ...parameters] : parameters),
      ],
      env: {
        ...env,
        TF_IN_AUTOMATION: '1',
        TF_DATA_DIR: resolve(work, join('data', this.stack.name)),
      },
      ...(onLine === undefined ? {} : { onLine }),
    });
  }

  private succeed(end: ProgramEnd, what: string): void {
    if (end.code !== 0) this.fail(end, what);
  }

  private fail({ errors, output }: ProgramEnd, what: string): never {
    const said = (errors.trim() === '' ? output : errors).trim();
    const { name } = this.stack;
    throw new PlatformError(`stack ${name}: ${what} failed\n${said}\nFix: ${fixFor(said)}`);
  }
}
