"""Plants so many ended runs in PostgreSQL, spread over the jobs job_000 ...: usage: plant_runs.py runs jobs"""

import sys
import time
import uuid
from datetime import UTC, datetime

import dagster as dg
from dagster._core.storage.runs.schema import RunsTable
from dagster._serdes import serialize_value

AT_ONCE = 5000

runs, jobs = (int(word) for word in sys.argv[1:3])
now = time.time()


def row(number: int) -> dict[str, object]:
    """Make a run that ended a day or more ago; one in ten failed."""
    run_id = str(uuid.UUID(int=number + 1))
    ended = now - 86400 - (runs - number)
    status = dg.DagsterRunStatus.FAILURE if number % 10 == 0 else dg.DagsterRunStatus.SUCCESS
    run = dg.DagsterRun(job_name=f"job_{number % jobs:03}", run_id=run_id, status=status)
    changed = datetime.fromtimestamp(ended, UTC).replace(tzinfo=None)
    return {
        "run_id": run_id,
        "pipeline_name": run.job_name,
        "status": status.value,
        "run_body": serialize_value(run),
        "start_time": ended - 7,
        "end_time": ended,
        "create_timestamp": changed,
        "update_timestamp": changed,
    }


with dg.DagsterInstance.get() as instance, instance.run_storage.connect() as connection:
    for start in range(0, runs, AT_ONCE):
        rows = [row(number) for number in range(start, min(start + AT_ONCE, runs))]
        connection.execute(RunsTable.insert(), rows)
