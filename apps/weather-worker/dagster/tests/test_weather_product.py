"""The whole job, with the worker as it is."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from tests.endings import failure_of
from weather_dagster.definitions import defs
from weather_dagster.failures import failure_tags
from weather_dagster.product_time import require_known_weather
from weather_dagster.quality_checks import LIST
from weather_dagster.weather_product import LINES, PRODUCTS

HOUR = "2026-10-01-05:00"
KEY = "weather-products/2026/10/01/050000.jsonl"
OSLO = {"name": "Oslo", "lat": 59.91, "lon": 10.75}
BERGEN = {"name": "Bergen", "lat": 60.39, "lon": 5.32}


def execute(
    instance: dg.DagsterInstance,
    partition: str | None = HOUR,
    *,
    config: dict[str, Any] | None = None,
) -> dg.ExecuteInProcessResult:
    job = defs.resolve_job_def("weather_product_job")
    run_config = {"ops": {"fetch_weather": {"config": config}}} if config else None
    return job.execute_in_process(
        instance=instance,
        partition_key=partition,
        run_config=run_config,
        raise_on_error=False,
    )


def metadata_of(result: dg.ExecuteInProcessResult, asset: dg.AssetKey) -> dict[str, Any]:
    (event,) = [
        event for event in result.get_asset_materialization_events() if event.asset_key == asset
    ]
    return {name: value.value for name, value in event.materialization.metadata.items()}


def test_it_publishes_the_hour_and_tells_what_it_published(
    instance: dg.DagsterInstance, store: Path
) -> None:
    result = execute(instance)
    assert result.success
    body = (store / KEY).read_text(encoding="utf-8")
    told = metadata_of(result, PRODUCTS)
    assert (told["key"], told["rows"], told["dagster/row_count"]) == (KEY, 2, 2)
    assert told["bytes"] == len(body.encode())
    assert len(told["sha256"]) == 64
    assert told["etag"]
    assert told["scheduled_for"] == datetime(2026, 10, 1, 5, tzinfo=UTC).timestamp()
    checks = {check.check_name: check.passed for check in result.get_asset_check_evaluations()}
    assert set(checks) == {check["name"] for check in json.loads(LIST.read_text(encoding="utf-8"))}
    assert all(checks.values())


def test_the_same_hour_again_leaves_the_object_as_it_is(
    instance: dg.DagsterInstance, store: Path
) -> None:
    assert execute(instance).success
    before = (store / KEY).read_bytes()
    again = execute(instance)
    assert metadata_of(again, PRODUCTS)["status"] == "unchanged"
    assert [p.name for p in (store / KEY).parent.iterdir()] == ["050000.jsonl"]
    assert (store / KEY).read_bytes() == before


def test_the_config_of_a_run_names_its_cities_for_all_steps(
    instance: dg.DagsterInstance, store: Path
) -> None:
    result = execute(instance, config={"cities": [OSLO, BERGEN], "source": "replay"})
    assert result.success
    lines = (store / KEY).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["location_name"] for line in lines] == ["Oslo", "Bergen"]
    assert metadata_of(result, LINES)["failing_checks"] == []


def test_a_run_for_no_hour_is_refused_before_it_does_anything(
    instance: dg.DagsterInstance, store: Path
) -> None:
    result = execute(instance, None)
    assert "this run is for no hour: launch it with a partition" in failure_of(result)
    assert not store.exists()


def test_todays_weather_is_never_stored_as_that_of_a_past_hour(
    instance: dg.DagsterInstance, store: Path
) -> None:
    result = execute(instance, config={"source": "openweather"})
    assert not result.success
    assert not store.exists()
    assert 'by source "replay"' in failure_of(result)


def test_the_hour_may_be_a_little_past() -> None:
    now = datetime(2026, 10, 1, 7, tzinfo=UTC)
    require_known_weather(datetime(2026, 10, 1, 5, tzinfo=UTC), now, "openweather")
    with pytest.raises(dg.Failure, match="any more"):
        require_known_weather(datetime(2026, 10, 1, 4, 59, tzinfo=UTC), now, None)


def test_a_failed_run_is_tagged_with_the_step_and_the_cause(
    instance: dg.DagsterInstance, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEATHER_RESULTS_BUCKET", "and-a-bucket")
    result = execute(instance)
    assert store
    context = dg.build_run_status_sensor_context(
        sensor_name="tell_run_failure",
        dagster_instance=instance,
        dagster_run=result.dagster_run,
        dagster_event=result.get_run_failure_event(),
    ).for_run_failure()
    tags = failure_tags(context)
    assert tags["weather/failed_step"] == "fetch_weather"
    assert "are both set: unset one" in tags["weather/cause"]


def test_the_demo_job_fails_when_it_is_told_to(instance: dg.DagsterInstance) -> None:
    job = defs.resolve_job_def("demo_flaky_job")

    def run(rate: float) -> bool:
        config = {"ops": {"demo_flaky": {"config": {"failure_rate": rate}}}}
        result = job.execute_in_process(instance=instance, run_config=config, raise_on_error=False)
        return result.success

    assert [run(0), run(1)] == [True, False]
