"""Tells why runs failed where people look first: in the list of runs."""

import dagster as dg

#: Long enough for a sentence, short enough for a list.
LONGEST_TAG = 200

STEP_TAG = "weather/failed_step"
CAUSE_TAG = "weather/cause"


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TAG else f"{line[: LONGEST_TAG - 1]}…"


def _cause(event: dg.DagsterEvent) -> str:
    """Say what the step said, or what Dagster says when the step could not."""
    data = event.step_failure_data
    if data.user_failure_data is not None and data.user_failure_data.description:
        return data.user_failure_data.description
    return data.error.message if data.error is not None else event.message or "unknown"


def failure_tags(context: dg.RunFailureSensorContext) -> dict[str, str]:
    """Say in tags which step failed first, and why."""
    steps = context.get_step_failure_events()
    if not steps:
        return {CAUSE_TAG: _shortened(context.failure_event.message or "unknown")}
    return {STEP_TAG: steps[0].step_key or "", CAUSE_TAG: _shortened(_cause(steps[0]))}


@dg.run_failure_sensor(
    name="tell_run_failure",
    default_status=dg.DefaultSensorStatus.RUNNING,
    minimum_interval_seconds=15,
)
def tell_run_failure(context: dg.RunFailureSensorContext) -> None:
    """Tag every failed run with its cause, and log it. Runs outside of the run, so it sees all."""
    run, tags = context.dagster_run, failure_tags(context)
    context.instance.add_run_tags(run.run_id, tags)
    context.log.error(f"Run:Finish:Failed job={run.job_name} run={run.run_id} {tags}")
