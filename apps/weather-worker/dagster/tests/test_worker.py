"""Endings of all kinds, by real processes."""

from collections.abc import Iterator, Sequence
from typing import Any

import dagster as dg
import pytest

from tests.endings import failure_of
from weather_dagster.settings import Settings
from weather_dagster.worker import perform

WORKER = Settings.from_environment().worker_command


def run(command: Sequence[str], instance: dg.DagsterInstance) -> dg.ExecuteInProcessResult:
    @dg.multi_asset(
        name="step",
        specs=[dg.AssetSpec("made")],
        retry_policy=dg.RetryPolicy(max_retries=1),
    )
    def step(
        context: dg.AssetExecutionContext,
    ) -> Iterator[dg.MaterializeResult[Any] | dg.AssetCheckResult]:
        yield from perform(context, command)

    return dg.materialize([step], instance=instance, raise_on_error=False)


def attempts_of(result: dg.ExecuteInProcessResult) -> int:
    return 1 + len(result.filter_events(lambda event: event.is_step_up_for_retry))


def test_a_worker_that_is_killed_failed_by_that_signal_and_is_started_again(
    instance: dg.DagsterInstance,
) -> None:
    result = run(["sh", "-c", "kill -9 $$"], instance)
    assert "the worker was killed by SIGKILL before it could say anything" in failure_of(result)
    assert attempts_of(result) == 2


@pytest.mark.parametrize("code", [0, 1])
def test_a_worker_that_says_nothing_failed_whatever_its_exit_code(
    code: int, instance: dg.DagsterInstance
) -> None:
    result = run(["sh", "-c", f"exit {code}"], instance)
    assert f"ended with exit code {code} and did not tell what it did" in failure_of(result)
    assert attempts_of(result) == 1


def test_a_fault_of_configuration_is_told_in_full_and_not_tried_again(
    instance: dg.DagsterInstance,
) -> None:
    result = run([*WORKER, "upload", "--at", "noon"], instance)
    assert "the configuration has a fault" in failure_of(result)
    assert "--at" in failure_of(result)
    assert attempts_of(result) == 1


def test_a_fault_that_may_pass_is_told_with_its_cause_and_tried_again(
    instance: dg.DagsterInstance,
) -> None:
    result = run([*WORKER, "transform", "--input", "/nowhere"], instance)
    assert "cannot read /nowhere: there is no such file or directory" in failure_of(result)
    assert attempts_of(result) == 2


def test_a_word_that_the_worker_does_not_know_is_a_fault_of_usage(
    instance: dg.DagsterInstance,
) -> None:
    result = run([*WORKER, "fly"], instance)
    assert not result.success
    assert attempts_of(result) == 1
