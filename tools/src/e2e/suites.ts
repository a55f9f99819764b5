import { isAwsProviderBuilt } from '../servers/terraform-providers';

/** A set of tests against real servers. */
export interface Suite {
  readonly name: string;
  /** What it shows, in a line. */
  readonly shows: string;
  /** Folder of the project whose `*.e2e.spec.ts` it is. */
  readonly project: string;
  /** Part of the path of its specs; all of the project without one. */
  readonly pattern?: string;
  /** Whether its tests use the S3 server that the runner starts. */
  readonly usesStore?: boolean;
  /** Why it does not run unless it is named, if so. */
  readonly whyNot?: () => string | undefined;
}

/** All suites, in the order in which they run. */
export const SUITES: readonly Suite[] = [
  {
    name: 'store',
    shows: 'the object store contract on a real S3 server',
    project: 'libs/s3-store',
    usesStore: true,
  },
  {
    name: 'platform',
    shows: 'worker and API over S3, with faults between them',
    project: 'tools',
    pattern: 'e2e/platform',
    usesStore: true,
  },
  {
    name: 'dagster',
    shows: 'the steps in a real Dagster, and what its pages tell when they fail',
    project: 'tools',
    pattern: 'e2e/dagster',
    usesStore: true,
  },
  {
    name: 'backfill',
    shows: 'a backfill of 48 hours in a real Dagster',
    project: 'tools',
    pattern: 'e2e/backfill',
    usesStore: true,
    whyNot: () => 'takes some 6 minutes: 48 runs, each with a Python of its own',
  },
  {
    name: 'screenshots',
    shows: 'the run page of Dagster and the documentation of the API in a browser',
    project: 'tools',
    pattern: 'e2e/screenshots',
    usesStore: true,
  },
  {
    name: 'monitoring',
    shows: 'each alert fires, is silent and bears an absent metric; each has its route',
    project: 'tools',
    pattern: 'e2e/monitoring/alert(-rules|manager)',
  },
  {
    name: 'alerts',
    shows: 'alerts from their cause to their receiver, and panels with data',
    project: 'tools',
    pattern: 'e2e/monitoring/alerts',
    usesStore: true,
    whyNot: () =>
      'takes some 4 minutes: alerts wait before they fire, and before they are resolved',
  },
  {
    name: 'exporter',
    shows: 'the counts of the exporter against a real Dagster, and 100,000 runs',
    project: 'tools',
    pattern: 'e2e/monitoring/exporter',
    usesStore: true,
    whyNot: () => 'takes some 6 minutes: 200 runs, and 100,000 that are planted',
  },
  {
    name: 'infra',
    shows: 'objects and charts on a real Kubernetes API server and under scanners',
    project: 'tools',
    pattern: 'e2e/infra',
  },
  {
    name: 'vault',
    shows: 'secrets from a real Vault and a real Kubernetes API server, from set-up to rotation',
    project: 'tools',
    pattern: 'e2e/vault',
    usesStore: true,
  },
  {
    name: 'operate',
    shows: "the operator's commands on the real Terraform, and stopped at every step",
    project: 'tools',
    pattern: 'e2e/operate',
  },
  {
    name: 'aws',
    shows: 'stacks made, changed and taken away by the real AWS provider on an emulated AWS',
    project: 'tools',
    pattern: 'e2e/aws',
    whyNot: () =>
      isAwsProviderBuilt()
        ? 'takes more than six minutes, in which providers wait'
        : 'takes more than six minutes, and its provider a quarter of an hour to build, once',
  },
];
