import json
from datetime import UTC, datetime

import dagster as dg
import pytest

from weather_dagster.definitions import defs
from weather_dagster.quality_checks import LIST
from weather_dagster.settings import SettingError, Settings
from weather_dagster.weather_product import LINES, weather_hourly


def test_the_job_has_the_three_steps_in_their_order() -> None:
    job = defs.resolve_job_def("weather_product_job")
    assert [node.name for node in job.graph.nodes_in_topological_order] == [
        "fetch_weather",
        "transform_weather",
        "upload_to_s3",
    ]


def test_the_demo_job_is_there_and_nothing_runs_it_by_itself() -> None:
    assert defs.resolve_job_def("demo_flaky_job").name == "demo_flaky_job"
    repository = defs.get_repository_def()
    scheduled = {schedule.job_name for schedule in repository.schedule_defs}
    assert scheduled == {"weather_product_job"}


def test_the_schedule_runs_by_default_and_asks_for_the_hour_that_begins() -> None:
    assert weather_hourly.cron_schedule == "0 * * * *"
    assert weather_hourly.execution_timezone == "UTC"
    assert weather_hourly.default_status == dg.DefaultScheduleStatus.RUNNING
    at = datetime(2026, 11, 23, 12, tzinfo=UTC)
    with dg.build_schedule_context(
        scheduled_execution_time=at, repository_def=defs.get_repository_def()
    ) as context:
        (request,) = weather_hourly.evaluate_tick(context).run_requests or []
    assert (request.partition_key, request.run_key) == ("2026-11-23-12:00", "2026-11-23-12:00")


def test_every_check_of_the_worker_is_declared() -> None:
    declared = [
        key.name for key in defs.resolve_asset_graph().asset_check_keys if key.asset_key == LINES
    ]
    wanted = [check["name"] for check in json.loads(LIST.read_text(encoding="utf-8"))]
    assert sorted(declared) == sorted(wanted)
    assert len(declared) >= 10


def test_a_run_whose_process_died_is_repeated_from_the_start() -> None:
    tags = defs.resolve_job_def("weather_product_job").tags
    assert tags["dagster/max_retries"] == "1"
    assert tags["dagster/retry_strategy"] == "ALL_STEPS"
    assert tags["dagster/retry_on_asset_or_op_failure"] == "false"


def test_settings_have_the_defaults_of_the_image() -> None:
    settings = Settings.from_environment({})
    assert settings.worker_command[-1] == "/opt/weather-worker/main.mjs"
    assert (settings.cron, settings.step_retries) == ("0 * * * *", 2)


def test_a_setting_that_cannot_be_used_is_told_by_name_and_value() -> None:
    with pytest.raises(SettingError, match='WEATHER_STEP_RETRIES="two": expected a whole number'):
        Settings.from_environment({"WEATHER_STEP_RETRIES": "two"})
