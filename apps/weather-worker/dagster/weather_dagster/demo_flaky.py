"""demo_flaky_job: fails now and then, to show what an alert looks like. Never scheduled."""

import dagster as dg
from pydantic import Field

from weather_dagster.settings import Settings
from weather_dagster.worker import perform

SETTINGS = Settings.from_environment()


class FlakyConfig(dg.Config):
    """How flaky it is."""

    failure_rate: float | None = Field(
        default=None, ge=0, le=1, description="Instead of DEMO_FAILURE_RATE (half of the time)."
    )
    seed: int | None = Field(default=None, ge=0, description="Makes the draw repeatable.")


@dg.op(name="demo_flaky")
def demo_flaky(context: dg.OpExecutionContext, config: FlakyConfig) -> None:
    """Fail now and then. Without retries, which would hide it."""
    given = {"--failure-rate": config.failure_rate, "--seed": config.seed}
    options = [
        word for flag, value in given.items() if value is not None for word in (flag, f"{value}")
    ]
    for _ in perform(context, [*SETTINGS.worker_command, "demo-flaky", *options, "--json"]):
        pass


@dg.job(name="demo_flaky_job", executor_def=dg.in_process_executor)
def demo_flaky_job() -> None:
    """Fail half of the time, on purpose."""
    demo_flaky()
