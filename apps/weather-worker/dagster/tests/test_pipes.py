"""What any implementation of Dagster Pipes must be able to do, asked of ours by Dagster itself."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3  # type: ignore[import-untyped]
import dagster as dg
import pytest
from dagster._core.pipes.utils import PipesEnvContextInjector
from dagster_aws.pipes import PipesS3ContextInjector, PipesS3MessageReader

PROBE = Path(__file__).parents[2] / "src" / "testing" / "pipes-probe.ts"
COMMAND = ["node", "--import", "tsx", str(PROBE)]

BUCKET = os.environ.get("WEATHER_RESULTS_BUCKET", "")
on_s3 = pytest.mark.skipif(
    "AWS_ENDPOINT_URL_S3" not in os.environ, reason="npm run e2e starts an S3 server"
)

Probe = Callable[..., dg.ExecuteInProcessResult]
Session = dg.PipesSession


def s3() -> object:
    return boto3.client("s3")


CHANNELS: dict[str, Callable[[], dg.PipesSubprocessClient]] = {
    "files": lambda: dg.PipesSubprocessClient(),  # noqa: PLW0108
    "variable": lambda: dg.PipesSubprocessClient(context_injector=PipesEnvContextInjector()),
    "stdio": lambda: dg.PipesSubprocessClient(
        message_reader=dg.PipesTempFileMessageReader(include_stdio_in_messages=True)
    ),
    "s3": lambda: dg.PipesSubprocessClient(
        context_injector=PipesS3ContextInjector(bucket=BUCKET, client=s3()),
        message_reader=PipesS3MessageReader(bucket=BUCKET, client=s3(), interval=1),
    ),
}


@pytest.fixture
def probe(tmp_path: Path, instance: dg.DagsterInstance) -> Probe:
    """Run a step of the probe; answers what Dagster saw."""

    def run(
        wanted: dict[str, Any],
        channel: str = "files",
        extras: dict[str, Any] | None = None,
        seen: list[Any] | None = None,
    ) -> dg.ExecuteInProcessResult:
        asked = tmp_path / "wanted.json"
        asked.write_text(json.dumps(wanted), encoding="utf-8")

        @dg.asset(check_specs=[dg.AssetCheckSpec("my_check", asset="my_asset")])
        def my_asset(context: dg.AssetExecutionContext) -> Iterator[Any]:
            client = CHANNELS[channel]()
            invocation = client.run(
                context=context, command=[*COMMAND, str(asked)], extras=extras or {}
            )
            if seen is not None:
                seen.extend(invocation.get_custom_messages())
            yield from invocation.get_results()

        return dg.materialize([my_asset], instance=instance, raise_on_error=False)

    return run


CHECK = {"check": {"passed": True}}


@pytest.mark.parametrize("channel", ["files", "variable", "stdio", pytest.param("s3", marks=on_s3)])
def test_every_channel_carries_everything(probe: Probe, channel: str) -> None:
    extras = {"foo": "bar", "nested": {"list": [1, 2.5, None], "nothing": None}, "é": "ü"}
    wanted = {"extras": extras, "custom": {"payload": "Hello"}, "materialization": {}, **CHECK}
    seen: list[Any] = []
    result = probe(wanted, channel, extras, seen)
    assert result.success
    assert seen == ["Hello"]
    assert len(result.get_asset_materialization_events()) == 1


def test_the_context_tells_the_job(probe: Probe) -> None:
    assert probe({"jobName": "__ephemeral_asset_job__", "materialization": {}, **CHECK}).success
    assert not probe({"jobName": "another", "materialization": {}, **CHECK}).success


@pytest.mark.parametrize("extras", [{}, {"a": None}, {"a": {"b": [True, "x", 1.5]}}])
def test_extras_arrive_as_they_were_sent(probe: Probe, extras: dict[str, Any]) -> None:
    assert probe({"extras": extras, "materialization": {}, **CHECK}, extras=extras).success


@pytest.mark.parametrize("payload", [None, 1, 1.5, "x", True, [1, None], {"a": {"b": []}}])
def test_custom_messages_arrive_as_they_were_sent(probe: Probe, payload: object) -> None:
    seen: list[Any] = []
    assert probe({"custom": {"payload": payload}, "materialization": {}, **CHECK}, seen=seen)
    assert seen == [payload]


def test_logs_arrive_in_their_levels(probe: Probe, capfd: pytest.CaptureFixture[str]) -> None:
    assert probe({"logs": True, "materialization": {}, **CHECK}).success
    lines = capfd.readouterr().err.splitlines()
    for level in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"):
        (line,) = [line for line in lines if f"{level} message" in line]
        assert f"- {level} -" in line


def expect_every_type(told: dict[str, dg.MetadataValue]) -> None:
    value = dg.MetadataValue
    column = dg.TableColumn("temp", "number", description="Air temperature, °C.")
    schema = dg.TableSchema([column])
    expected = {
        "text": value.text("words"),
        "url": value.url("https://example.org/"),
        "path": value.path("/a/file"),
        "notebook": value.notebook("/a/notebook.ipynb"),
        "md": value.md("**bold**"),
        "json": value.json({"quux": {"a": 1, "b": 2}, "corge": None}),
        "bool": value.bool(True),
        "int": value.int(5),
        "float": value.float(5.0),
        "part": value.float(0.1),
        "timestamp": value.timestamp(1795435200.0),
        "dagster_run": value.dagster_run("db892d7f-0031-4747-973d-22e8b9095d9d"),
        "asset": value.asset(dg.AssetKey(["some", "asset"])),
        "null": value.null(),
        "table": value.table([dg.TableRecord({"temp": 1.5})], schema=schema),
        "table_schema": value.table_schema(schema),
    }
    assert {name: told.get(name) for name in expected} == expected


@pytest.mark.parametrize("data_version", [None, "alpha"])
@pytest.mark.parametrize("asset_key", [None, "my_asset"])
def test_a_materialization_arrives_with_metadata_of_every_type(
    probe: Probe, data_version: str | None, asset_key: str | None
) -> None:
    given = {"dataVersion": data_version, "assetKey": asset_key}
    sent = {name: value for name, value in given.items() if value is not None}
    result = probe({"materialization": sent, **CHECK})
    (event,) = result.get_asset_materialization_events()
    expect_every_type(dict(event.materialization.metadata))
    tags = event.materialization.tags or {}
    told = tags.get("dagster/data_version")
    assert told == data_version if data_version else told != "alpha"


@pytest.mark.parametrize("passed", [True, False])
def test_a_check_arrives(probe: Probe, *, passed: bool) -> None:
    result = probe({"materialization": {}, "check": {"passed": passed}})
    (check,) = result.get_asset_check_evaluations()
    assert (check.check_name, check.passed) == ("my_check", passed)
    assert check.severity == dg.AssetCheckSeverity.WARN
    expect_every_type(dict(check.metadata))


def test_what_was_printed_arrives(probe: Probe, capfd: pytest.CaptureFixture[str]) -> None:
    assert probe({"prints": "a piece of text", "materialization": {}, **CHECK}).success
    assert "a piece of text" in capfd.readouterr().out


def test_an_exception_arrives_with_its_cause(probe: Probe, instance: dg.DagsterInstance) -> None:
    result = probe({"throws": "Very bad error has happened!"})
    assert not result.success
    log = instance.all_logs(result.run_id)
    told = [
        entry.dagster_event.engine_event_data.error
        for entry in log
        if entry.dagster_event
        and entry.dagster_event.is_engine_event
        and "closed with exception" in (entry.dagster_event.message or "")
    ]
    (error,) = told
    assert error is not None
    assert (error.cls_name, error.message) == ("Error", "Very bad error has happened!")
    assert error.stack
    assert error.cause is not None
    assert (error.cause.cls_name, error.cause.message) == ("TypeError", "the reason of it")


def test_an_asset_that_the_step_does_not_make_is_refused(probe: Probe) -> None:
    assert not probe({"materialization": {"assetKey": "another"}}).success
