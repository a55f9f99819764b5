import { DAGSTER_METRICS, EXPORTER_METRICS } from './metrics/metric-catalogue';
import { EXAMPLE_JOBS, MemoryDagster, plantExampleRuns } from './testing';
import { withExporter } from './testing/exporter-under-test';

function exampleDagster(): MemoryDagster {
  const dagster = new MemoryDagster();
  plantExampleRuns(dagster);
  return dagster;
}

const FAILURES = 'dagster_job_failure_total';

describe('the exporter', () => {
  it('has every job and step at 0 from the start, those that never ran too', () =>
    withExporter(exampleDagster(), async ({ start, polled, sample }) => {
      start();
      await polled();

      expect(await sample(`${FAILURES}{job_name="untouched"}`)).toBe(0);
      expect(await sample('dagster_job_duration_seconds_count{job_name="untouched"}')).toBe(0);
      expect(
        await sample('dagster_step_failure_total{job_name="untouched",step_name="first"}'),
      ).toBe(0);
      const never = '{job_name="broken",step_name="never_reached"}';
      expect(await sample(`dagster_step_total${never}`)).toBe(0);
    }));

  it('tells what happened, and every metric of its catalogue', () =>
    withExporter(exampleDagster(), async ({ start, polled, sample, metrics, dagster }) => {
      const tick = { at: 1_500, isFailure: false };
      const both = [{ name: 'one', isRunning: true, lastTick: tick }];
      dagster.locations.set('more', {
        ...{ name: 'more', state: 'loaded', jobs: [], schedules: both, sensors: both },
      });
      start();
      await polled();
      const values = {
        [`${FAILURES}{job_name="broken"}`]: 2,
        'dagster_job_total{job_name="steady"}': 3,
        'dagster_job_success_total{job_name="steady"}': 3,
        'dagster_job_duration_seconds_bucket{job_name="steady",le="1"}': 0,
        'dagster_job_duration_seconds_bucket{job_name="steady",le="5"}': 3,
        'dagster_job_duration_seconds_bucket{job_name="steady",le="+Inf"}': 3,
        'dagster_job_duration_seconds_sum{job_name="steady"}': 15,
        'dagster_job_last_success_timestamp_seconds{job_name="steady"}': 1_000_015,
        'dagster_job_last_failure_timestamp_seconds{job_name="broken"}': 1_000_014,
        'dagster_step_failure_total{job_name="broken",step_name="break_down"}': 2,
        'dagster_step_success_total{job_name="nested",step_name="inside.first"}': 1,
        'dagster_schedule_running{schedule_name="one"}': 1,
        'dagster_sensor_last_tick_timestamp_seconds{sensor_name="one"}': 1_500,
        'dagster_info{version="0.0.0"}': 1,
        'dagster_exporter_last_poll_success{collector="runs"}': 1,
      };
      for (const [name, value] of Object.entries(values)) {
        expect([name, await sample(name)]).toEqual([name, value]);
      }
      const text = await metrics.scrape();
      for (const { name, type } of Object.values({ ...DAGSTER_METRICS, ...EXPORTER_METRICS })) {
        expect(text).toContain(`# TYPE ${name} ${type}\n`);
      }
      const series = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
      const names = series.map((line) => line.slice(0, line.lastIndexOf(' ')));
      expect(new Set(names).size).toBe(names.length);
      expect(text).not.toContain('run-0');
    }));

  it('counts runs that go on and that wait', () =>
    withExporter(exampleDagster(), async ({ start, polled, sample, dagster }) => {
      const open = { startedAt: undefined, endedAt: undefined, updatedAt: 2_000 };
      dagster.plant({ id: 'q', job: 'steady', status: 'QUEUED', ...open });
      dagster.plant({ id: 's', job: 'steady', status: 'STARTED', ...open, startedAt: 2_000 });
      start();
      await polled();

      expect(await sample('dagster_jobs_running{job_name="steady"}')).toBe(1);
      expect(await sample('dagster_jobs_queued{job_name="steady"}')).toBe(1);
      expect(await sample('dagster_job_total{job_name="steady"}')).toBe(4);
    }));

  it('lets the heartbeat of a daemon go to 0 by the clock, not by what Dagster thinks', async () => {
    const dagster = new MemoryDagster();
    dagster.daemonList.push(
      { type: 'SENSOR', isRequired: true, lastHeartbeatAt: 1_881 },
      { type: 'SCHEDULER', isRequired: true, lastHeartbeatAt: 1_879 },
      { type: 'BACKFILL', isRequired: false, lastHeartbeatAt: undefined },
    );
    await withExporter(dagster, async ({ start, polled, sample }) => {
      start();
      await polled();

      expect(await sample('dagster_daemon_heartbeat{daemon_type="SENSOR"}')).toBe(1);
      expect(await sample('dagster_daemon_heartbeat{daemon_type="SCHEDULER"}')).toBe(0);
      expect(await sample('dagster_daemon_required{daemon_type="BACKFILL"}')).toBe(0);
      const last = 'dagster_daemon_last_heartbeat_timestamp_seconds';
      expect(await sample(`${last}{daemon_type="BACKFILL"}`)).toBe(0);
      expect(await sample(`${last}{daemon_type="SENSOR"}`)).toBe(1_881);
    });
  });

  it('drops a job that vanished, but not one whose code location does not load', () =>
    withExporter(exampleDagster(), async ({ start, polled, sample, dagster }) => {
      start();
      await polled();
      dagster.define('example', [], 'failed');
      await polled(5);
      expect(await sample(`${FAILURES}{job_name="broken"}`)).toBe(2);
      expect(await sample('dagster_code_location_load_error{location_name="example"}')).toBe(1);

      dagster.define(
        'example',
        [EXAMPLE_JOBS[0]].flatMap((job) => job ?? []),
      );
      await polled(5);
      expect(await sample(`${FAILURES}{job_name="broken"}`)).toBeUndefined();
      expect(await sample(`${FAILURES}{job_name="steady"}`)).toBe(0);

      dagster.define('example', EXAMPLE_JOBS);
      await polled(2);
      expect(await sample(`${FAILURES}{job_name="broken"}`)).toBe(2);
    }));

  it('keeps the counts of jobs over its own restart while their code location does not load', async () => {
    const dagster = exampleDagster();
    dagster.define('example', [], 'failed');
    await withExporter(dagster, async ({ start, polled, sample }) => {
      start();
      await polled();
      expect(await sample(`${FAILURES}{job_name="broken"}`)).toBe(2);
      const step = '{job_name="broken",step_name="break_down"}';
      expect(await sample(`dagster_step_failure_total${step}`)).toBe(2);
    });
  });

  it('tells of an outage of Dagster, keeps what it knows, and goes on where it was', () =>
    withExporter(exampleDagster(), async ({ start, polled, sample, dagster, log }) => {
      start();
      await polled();
      dagster.isDown = true;
      await polled(3);
      expect(await sample('dagster_exporter_last_poll_success{collector="runs"}')).toBe(0);
      expect(await sample(`${FAILURES}{job_name="broken"}`)).toBe(2);
      expect(log).toContainEqual(expect.objectContaining({ msg: 'Dagster:Poll:Failed' }));

      const times = { startedAt: 1_990, endedAt: 1_995, updatedAt: 1_995 };
      dagster.plant({ id: 'later', job: 'broken', status: 'FAILURE', ...times });
      dagster.isDown = false;
      await polled();
      expect(await sample(`${FAILURES}{job_name="broken"}`)).toBe(3);
    }));

  it('tells nothing of jobs before it knows their history', () =>
    withExporter(exampleDagster(), async ({ metrics, dagster, start, polled }) => {
      dagster.isDown = true;
      start();
      await polled(1);
      const text = await metrics.scrape();

      expect(text).not.toContain('job_name');
      expect(text).toContain('dagster_exporter_last_poll_success{collector="runs"} 0');
    }));

  it('serves metrics and health over HTTP, whatever Dagster does', () =>
    withExporter(exampleDagster(), async ({ app, dagster }) => {
      dagster.isDown = true;
      const scrape = await app.inject('/metrics');
      const health = await Promise.all(
        ['/health', '/health/live', '/health/ready'].map((url) => app.inject(url)),
      );

      expect(scrape.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
      expect(scrape.body).toContain('process_cpu_seconds_total');
      expect(health.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
      expect(health[0]?.json()).toMatchObject({ info: { dagster: { has_run_history: false } } });
    }));
});
