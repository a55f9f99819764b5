"""weather_product_job: fetch_weather -> transform_weather -> upload_to_s3."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from os import environ
from typing import Any

import dagster as dg
from pydantic import Field

from weather_dagster.handover import Handover
from weather_dagster.product_time import HOURS, partition_of, product_time, require_known_weather
from weather_dagster.quality_checks import check_specs
from weather_dagster.settings import Settings
from weather_dagster.worker import perform

SETTINGS = Settings.from_environment()

FETCHED = dg.AssetKey("fetched_answers")
LINES = dg.AssetKey("product_lines")
PRODUCTS = dg.AssetKey("weather_products")

GROUP = "weather"

#: Not for faults that trying again cannot help: those say so themselves.
RETRIES = dg.RetryPolicy(
    max_retries=SETTINGS.step_retries,
    delay=SETTINGS.step_retry_seconds,
    backoff=dg.Backoff.EXPONENTIAL,
)

Results = Iterator[dg.MaterializeResult[Any] | dg.AssetCheckResult]


class City(dg.Config):
    """A place."""

    name: str
    lat: float = Field(ge=-90, le=90, description="Degrees north.")
    lon: float = Field(ge=-180, le=180, description="Degrees east.")


class FetchConfig(dg.Config):
    """What a run collects; all of it may be left out."""

    cities: list[City] | None = Field(
        default=None, description="Instead of WEATHER_CITIES, for this run."
    )
    source: str | None = Field(
        default=None,
        description="openweather, met-norway or replay, instead of WEATHER_SOURCE. Past hours can "
        "be filled with recorded answers only: replay.",
    )


def _worker(*words: str) -> Sequence[str]:
    return [*SETTINGS.worker_command, *words, "--json"]


def _at(context: dg.AssetExecutionContext) -> list[str]:
    return ["--at", product_time(context).strftime("%Y-%m-%dT%H:%M:%SZ")]


def _handover(context: dg.AssetExecutionContext) -> Handover:
    return Handover(SETTINGS.work_dir, context)


@dg.multi_asset(
    name="fetch_weather",
    specs=[dg.AssetSpec(FETCHED, description="Answers of the source, as they came.")],
    partitions_def=HOURS,
    group_name=GROUP,
    retry_policy=RETRIES,
)
def fetch_weather(context: dg.AssetExecutionContext, config: FetchConfig) -> Results:
    """Ask the source for the weather of every city."""
    source = config.source or environ.get("WEATHER_SOURCE")
    require_known_weather(product_time(context), datetime.now(UTC), source)
    handover = _handover(context)
    handover.begin(None if config.cities is None else [c.model_dump() for c in config.cities])
    chosen = [] if config.source is None else ["--source", config.source]
    where = ["--output", str(handover.fetched), *handover.cities_option()]
    yield from perform(context, _worker("fetch", *_at(context), *where, *chosen))


@dg.multi_asset(
    name="transform_weather",
    specs=[
        dg.AssetSpec(
            LINES, deps=[FETCHED], description="Lines in metric units, enriched and checked."
        )
    ],
    check_specs=check_specs(LINES),
    partitions_def=HOURS,
    group_name=GROUP,
    retry_policy=RETRIES,
)
def transform_weather(context: dg.AssetExecutionContext) -> Results:
    """Turn answers into product lines and ask the quality checks."""
    handover = _handover(context)
    files = [
        *("--input", str(handover.require(handover.fetched))),
        *("--output", str(handover.lines)),
        *("--quarantine", str(handover.quarantined)),
    ]
    yield from perform(context, _worker("transform", *files, *handover.cities_option()))


@dg.multi_asset(
    name="upload_to_s3",
    specs=[dg.AssetSpec(PRODUCTS, deps=[LINES], description="One object an hour, written once.")],
    partitions_def=HOURS,
    group_name=GROUP,
    retry_policy=RETRIES,
)
def upload_to_s3(context: dg.AssetExecutionContext) -> Results:
    """Publish the lines under the key of their time."""
    handover = _handover(context)
    files = [
        *("--input", str(handover.require(handover.lines))),
        *("--quarantine", str(handover.require(handover.quarantined))),
    ]
    command = _worker("upload", *_at(context), *files, *handover.cities_option())
    yield from perform(context, command)
    handover.end()


weather_product_job = dg.define_asset_job(
    "weather_product_job",
    selection=dg.AssetSelection.assets(fetch_weather, transform_weather, upload_to_s3),
    # The work is the worker's: a process of Python for each step would only cost time.
    executor_def=dg.in_process_executor,
    description="Collects the weather of an hour and publishes it.",
    # When the process of a run dies, it is repeated from the start: its files died with it. A step
    # that failed has been repeated by itself where that could help.
    tags={
        "dagster/max_retries": "1",
        "dagster/retry_strategy": "ALL_STEPS",
        "dagster/retry_on_asset_or_op_failure": "false",
    },
)


@dg.schedule(
    job=weather_product_job,
    name="weather_hourly",
    cron_schedule=SETTINGS.cron,
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.RUNNING,
)
def weather_hourly(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    """Ask for the hour that begins; once, however often the schedule is due within it."""
    partition = partition_of(context.scheduled_execution_time)
    return dg.RunRequest(run_key=partition, partition_key=partition)
