"""Runs jobs one after the other in this process, in the instance of DAGSTER_HOME: cheap real runs.

usage: run_jobs.py [--tag-failed] job ...
"""

import logging
import sys

import dagster as dg
from example_jobs import JOBS

logging.disable(logging.CRITICAL)
jobs = {job.name: job for job in JOBS}
words = sys.argv[1:]
with dg.DagsterInstance.get() as instance:
    for name in (word for word in words if not word.startswith("--")):
        result = jobs[name].execute_in_process(instance=instance, raise_on_error=False)
        if "--tag-failed" in words and not result.success:
            # As the daemon and sensors do: the run shows up as changed once more.
            instance.add_run_tags(result.run_id, {"told": "yes"})
