"""Counts what the event logs of all runs tell, as JSON: the truth that metrics are compared with."""

import json
from collections import Counter

import dagster as dg

RUN_EVENTS = {
    "PIPELINE_SUCCESS": "success",
    "PIPELINE_FAILURE": "failure",
    "PIPELINE_CANCELED": "canceled",
}
STEP_EVENTS = {"STEP_START": "total", "STEP_SUCCESS": "success", "STEP_FAILURE": "failure"}

jobs: Counter[str] = Counter()
steps: Counter[str] = Counter()
with dg.DagsterInstance.get() as instance:
    for run in instance.get_runs():
        types = set()
        for entry in instance.all_logs(run.run_id):
            if entry.dagster_event is None:
                continue
            kind = entry.dagster_event.event_type_value
            types.add(kind)
            if kind in RUN_EVENTS:
                jobs[f"{run.job_name} {RUN_EVENTS[kind]}"] += 1
            if kind in STEP_EVENTS:
                steps[f"{run.job_name} {entry.step_key} {STEP_EVENTS[kind]}"] += 1
        if types & {"PIPELINE_START", *RUN_EVENTS}:
            jobs[f"{run.job_name} total"] += 1
print(json.dumps({"jobs": jobs, "steps": steps}))
