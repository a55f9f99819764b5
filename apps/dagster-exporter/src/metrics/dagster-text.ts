import type { CodeLocation, Daemon, Instigator } from '../dagster/dagster';
import { DurationCounts } from '../ledger/duration-counts';
import type { JobTally } from '../ledger/job-ledger';
import type { StepTally } from '../ledger/step-ledger';
import type { DeploymentWatch } from '../polling/deployment-watch';
import { histogramText, samplesText, type Sample } from './exposition';
import { DAGSTER_METRICS as METRICS, type MetricDescription } from './metric-catalogue';

/** A job and what was counted of it. */
interface ToldJob {
  readonly name: string;
  readonly tally: Readonly<JobTally> | undefined;
}

interface ToldStep {
  readonly labels: readonly [job: string, step: string];
  readonly tally: Readonly<StepTally> | undefined;
}

const NOTHING = new DurationCounts().cumulative();

/** Every job that is defined, and those that may be once their code location loads again. */
function toldJobs({ jobs: known, runs }: DeploymentWatch): readonly ToldJob[] {
  const tallies = runs.jobs?.jobs ?? new Map<string, JobTally>();
  const lost = [...tallies]
    .filter(([, { location }]) => known.mayComeBack(location))
    .map(([name]) => name);
  const names = new Set([...known.names, ...lost]);
  return [...names].sort().map((name) => ({ name, tally: tallies.get(name) }));
}

function stepsOf({ jobs: known, runs }: DeploymentWatch, job: string): readonly ToldStep[] {
  const counted = runs.steps?.stepsOf(job);
  const names = known.stepsOf(job) ?? [...(counted?.keys() ?? [])];
  return names.map((step) => ({ labels: [job, step], tally: counted?.get(step) }));
}

function jobsText(jobs: readonly ToldJob[]): string {
  const counts: readonly (readonly [MetricDescription, keyof JobTally])[] = [
    [METRICS.jobTotal, 'total'],
    [METRICS.jobSuccess, 'succeeded'],
    [METRICS.jobFailure, 'failed'],
    [METRICS.jobCanceled, 'canceled'],
    [METRICS.jobLastSuccess, 'lastSuccessAt'],
    [METRICS.jobLastFailure, 'lastFailureAt'],
    [METRICS.jobsRunning, 'running'],
    [METRICS.jobsQueued, 'queued'],
  ];
  const texts = counts.map(([metric, key]) =>
    samplesText(
      metric,
      jobs.map(({ name, tally }) => ({ labels: [name], value: Number(tally?.[key] ?? 0) })),
    ),
  );
  return texts.join('') + durationsText(jobs);
}

function durationsText(jobs: readonly ToldJob[]): string {
  const samples = jobs.map(({ name, tally }) => ({
    labels: [name],
    cumulative: tally?.durations.cumulative() ?? NOTHING,
    sum: tally?.durations.sum ?? 0,
  }));
  return histogramText(METRICS.jobDuration, samples);
}

function stepsText(steps: readonly ToldStep[]): string {
  const counts: readonly (readonly [MetricDescription, keyof StepTally])[] = [
    [METRICS.stepTotal, 'total'],
    [METRICS.stepSuccess, 'succeeded'],
    [METRICS.stepFailure, 'failed'],
  ];
  const texts = counts.map(([metric, key]) =>
    samplesText(
      metric,
      steps.map(({ labels, tally }) => ({ labels, value: tally?.[key] ?? 0 })),
    ),
  );
  return texts.join('');
}

type InstigatorMetrics = readonly [
  running: MetricDescription,
  lastTick: MetricDescription,
  failing: MetricDescription,
];

function instigatorsText(
  [running, lastTick, failing]: InstigatorMetrics,
  defined: readonly Instigator[],
): string {
  // Two code locations may use one name; a series must not stand there twice.
  const all = [...new Map(defined.map((one) => [one.name, one])).values()];
  const samples = (value: (one: Instigator) => number | boolean): readonly Sample[] =>
    all.map((one) => ({ labels: [one.name], value: Number(value(one)) }));
  return (
    samplesText(
      running,
      samples(({ isRunning }) => isRunning),
    ) +
    samplesText(
      lastTick,
      samples(({ lastTick: tick }) => tick?.at ?? 0),
    ) +
    samplesText(
      failing,
      samples(({ lastTick: tick }) => tick?.isFailure ?? false),
    )
  );
}

function locationsText(locations: readonly CodeLocation[]): string {
  const { scheduleRunning, scheduleLastTick, scheduleFailing } = METRICS;
  const { sensorRunning, sensorLastTick, sensorFailing } = METRICS;
  const errors = locations.map(({ name, state }) => ({
    labels: [name],
    value: state === 'failed' ? 1 : 0,
  }));
  return (
    samplesText(METRICS.locationLoadError, errors) +
    instigatorsText(
      [scheduleRunning, scheduleLastTick, scheduleFailing],
      locations.flatMap(({ schedules }) => schedules),
    ) +
    instigatorsText(
      [sensorRunning, sensorLastTick, sensorFailing],
      locations.flatMap(({ sensors }) => sensors),
    )
  );
}

/**
 * What is known of jobs, steps, schedules, sensors and code locations. Nothing is told of jobs before
 * their history is known: counters that start at 0 and grow to what they were would tell of failures
 * that are long past.
 */
export function deploymentText(watch: DeploymentWatch): string {
  const { roster, runs } = watch;
  if (roster === undefined) return '';
  const version = samplesText(METRICS.info, [{ labels: [roster.version], value: 1 }]);
  const jobs = runs.jobs === undefined ? [] : toldJobs(watch);
  const steps =
    runs.steps === undefined ? [] : jobs.flatMap(({ name }) => [...stepsOf(watch, name)]);
  const told = runs.jobs === undefined ? '' : jobsText(jobs);
  return version + locationsText(roster.locations) + told + (runs.steps ? stepsText(steps) : '');
}

/** How recent a sign of life must be. */
export interface HeartbeatRule {
  /** Unix seconds. */
  readonly now: number;
  readonly toleranceSeconds: number;
}

/** What is known of the daemons. Told anew at each scrape, because heartbeats age between polls. */
export function daemonsText(daemons: readonly Daemon[], rule: HeartbeatRule): string {
  const samples = (value: (daemon: Daemon) => number | boolean): readonly Sample[] =>
    daemons.map((daemon) => ({ labels: [daemon.type], value: Number(value(daemon)) }));
  const isAlive = ({ lastHeartbeatAt = 0 }: Daemon): boolean =>
    rule.now - lastHeartbeatAt <= rule.toleranceSeconds;
  return (
    samplesText(METRICS.daemonHeartbeat, samples(isAlive)) +
    samplesText(
      METRICS.daemonLastHeartbeat,
      samples(({ lastHeartbeatAt = 0 }) => lastHeartbeatAt),
    ) +
    samplesText(
      METRICS.daemonRequired,
      samples(({ isRequired }) => isRequired),
    )
  );
}
