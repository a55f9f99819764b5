"""Jobs that the exporter is watched on; with MANY_JOBS, so many more that never run."""

import os
import time

import dagster as dg


@dg.op
def first() -> int:
    """Succeed."""
    return 1


@dg.op
def second(value: int) -> int:
    """Succeed, too."""
    return value


@dg.op
def prepare() -> int:
    """Succeed before something fails."""
    return 1


@dg.op
def break_down(value: int) -> int:
    """Fail."""
    raise dg.Failure(f"broken on purpose, after {value}")


@dg.op
def never_reached(value: int) -> None:
    """Not be reached."""


@dg.op
def sleep_long() -> None:
    """Take so long that it has to be ended."""
    time.sleep(600)


@dg.job(executor_def=dg.in_process_executor)
def steady() -> None:
    """Succeed."""
    second(first())


@dg.job(executor_def=dg.in_process_executor)
def broken() -> None:
    """Fail at its second step."""
    never_reached(break_down(prepare()))


@dg.graph
def inside() -> None:
    """Hold a step."""
    first()


@dg.job(executor_def=dg.in_process_executor)
def nested() -> None:
    """Succeed, with a step in a graph."""
    inside()


@dg.job(executor_def=dg.in_process_executor)
def untouched() -> None:
    """Never run."""
    first()


@dg.job(executor_def=dg.in_process_executor)
def endless() -> None:
    """Go on until it is ended."""
    sleep_long()


def _many(number: int) -> dg.JobDefinition:
    @dg.job(name=f"job_{number:03}", executor_def=dg.in_process_executor)
    def one() -> None:
        second(first())

    return one


JOBS = [steady, broken, nested, untouched, endless]

defs = dg.Definitions(
    jobs=[*JOBS, *(_many(n) for n in range(int(os.environ.get("MANY_JOBS", "0"))))]
)
