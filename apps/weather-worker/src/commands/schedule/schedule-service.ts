import type { WorkerMetrics } from '../../metrics/worker-metrics';
import { performRun, type RunnerParts } from '../../pipeline/perform-run';
import type { RunOutcome } from '../../pipeline/run-outcome';
import type { GracefulStop } from '../../schedule/graceful-stop';
import { startHealthServer, type HealthServer } from '../../schedule/health-server';
import { newestProductTime } from '../../schedule/last-success';
import { Readiness } from '../../schedule/readiness';
import { ScheduleLoop, type ScheduleSettings } from '../../schedule/schedule-loop';
import type { SkipReason } from '../../schedule/skips';

/** What the service is made of. */
export interface ScheduleServiceParts {
  readonly runner: RunnerParts;
  readonly metrics: WorkerMetrics;
  readonly stop: GracefulStop;
  readonly settings: ScheduleSettings;
  readonly random: () => number;
  readonly port: number;
}

/** Runs by the clock, with health and metrics: the engine of a single machine. */
export class ScheduleService {
  private readonly readiness: Readiness;
  private readonly loop: ScheduleLoop;
  private readonly counts = { succeeded: 0, failed: 0 };

  constructor(private readonly parts: ScheduleServiceParts) {
    const { runner, settings, random } = parts;
    const { clock } = runner;
    this.readiness = new Readiness(
      // A listing, because a look at one key cannot tell a missing bucket from a missing key.
      () => runner.store.folders(runner.keys.prefix),
      () => clock.elapsed(),
    );
    this.loop = new ScheduleLoop(settings, {
      clock,
      random,
      hasProduct: (at) => this.hasProductOrFault(at),
      run: (at) => this.run(at),
      onSkip: (reason, at) => {
        this.noteSkip(reason, at);
      },
    });
  }

  /**
   * Runs until it is asked to stop. Answers how many runs succeeded and failed.
   *
   * @throws {PortError} when health and metrics cannot be served
   * @throws {AbandonedError} when a run had to be given up
   */
  async serve(): Promise<{ readonly succeeded: number; readonly failed: number }> {
    const { stop, runner, settings } = this.parts;
    const server = await this.startServer();
    const { expression: cron } = settings.occurrences;
    runner.logger.info(
      { port: server.port, cron, catch_up: settings.catchUp },
      'Schedule:Start:Done',
    );
    try {
      await this.restoreLastSuccess();
      await this.loop.start(stop.stop);
    } finally {
      await server.close();
    }
    stop.abandon.throwIfAborted();
    return this.counts;
  }

  private startServer(): Promise<HealthServer> {
    const { registry } = this.parts.metrics;
    return startHealthServer(this.parts.port, {
      isAlive: () => this.loop.isAlive(),
      checkReady: () => this.readiness.check(),
      metrics: () => registry.metrics(),
      metricsType: registry.contentType,
    });
  }

  private async restoreLastSuccess(): Promise<void> {
    const { runner, metrics } = this.parts;
    try {
      const newest = await newestProductTime(runner, runner.clock.now());
      if (newest !== undefined) metrics.jobs.succeededAt(newest);
    } catch (error) {
      runner.logger.warn({ err: error }, 'LastSuccess:Read:Failed');
    }
  }

  private async run(at: Date): Promise<void> {
    const { runner, stop } = this.parts;
    try {
      this.noteOutcome(await performRun(runner, at, stop.abandon));
    } catch {
      // The run has told of its error itself.
      this.noteOutcome(undefined);
    }
  }

  private noteOutcome(outcome: RunOutcome | undefined): void {
    const isSuccess = outcome !== undefined && outcome.status !== 'failed';
    this.counts[isSuccess ? 'succeeded' : 'failed'] += 1;
    this.readiness.noteRun(isSuccess);
  }

  private async hasProduct(at: Date): Promise<boolean> {
    const { store, keys } = this.parts.runner;
    return (await store.stat(keys.keyFor(at))) !== undefined;
  }

  /** Where the store cannot tell, the run goes ahead and tells of the fault itself. */
  private async hasProductOrFault(at: Date): Promise<boolean> {
    try {
      return await this.hasProduct(at);
    } catch (error) {
      this.parts.runner.logger.warn({ err: error, at }, 'Product:Find:Failed');
      return false;
    }
  }

  private noteSkip(reason: SkipReason, at: Date): void {
    this.parts.metrics.noteSkip(reason);
    this.parts.runner.logger.warn({ reason, at }, 'Run:Start:Skipped');
  }
}
