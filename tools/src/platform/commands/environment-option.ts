import { join, resolve } from 'node:path';
import { ENVIRONMENTS, readEnvironment, type Environment } from '@weather/infra/environments';
import { Option, type Command } from 'commander';

/** Options that every command has. */
export interface EnvironmentOptions {
  readonly env: string;
  readonly folder: string;
}

/** An environment and the folders of its files. */
export interface Place {
  readonly environment: Environment;
  /** What was synthesized: `manifest.json`, `stacks`, `charts`. */
  readonly synthesized: string;
  /** What commands keep between runs. */
  readonly work: string;
}

/** Adds the options that every command has. */
export function withEnvironment(command: Command): Command {
  const names = Object.keys(ENVIRONMENTS);
  const env = new Option('--env <name>', 'environment').choices(names).makeOptionMandatory();
  const folder = '--folder <path>';
  return command
    .addOption(env)
    .option(folder, 'where synth/<env> is, and what is kept between runs', join('dist', 'infra'));
}

/** @throws {EnvironmentError} with all faults of the environment */
export function placeOf({ env, folder }: EnvironmentOptions): Place {
  return {
    environment: readEnvironment(env),
    synthesized: resolve(folder, 'synth', env),
    work: resolve(folder, env),
  };
}

/** Variables with which Terraform reaches the AWS of an environment. */
export function terraformVariables({ awsEndpoint }: Environment): Readonly<Record<string, string>> {
  return awsEndpoint === undefined ? {} : { HTTP_PROXY: awsEndpoint, ...emulatedCredentials() };
}

/** Variables with which AWS's command line reaches the AWS of an environment. */
export function awsVariables(environment: Environment): Readonly<Record<string, string>> {
  const { awsEndpoint, region } = environment;
  const common = { AWS_REGION: region, AWS_DEFAULT_REGION: region, AWS_PAGER: '' };
  if (awsEndpoint === undefined) return common;
  return { ...common, AWS_ENDPOINT_URL: awsEndpoint, ...emulatedCredentials() };
}

/** An emulator takes anything, but something has to be there. */
function emulatedCredentials(): Readonly<Record<string, string>> {
  const { AWS_ACCESS_KEY_ID, AWS_PROFILE } = process.env;
  if (AWS_ACCESS_KEY_ID !== undefined || AWS_PROFILE !== undefined) return {};
  return { AWS_ACCESS_KEY_ID: 'emulated', AWS_SECRET_ACCESS_KEY: 'emulated' };
}
