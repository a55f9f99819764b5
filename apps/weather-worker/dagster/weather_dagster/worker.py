"""Runs commands of the worker as steps of Dagster, over Dagster Pipes.

Dagster's own subprocess client takes every exit code but 0 for a failure and 0 for success. The
worker has a code for partial success and one for faults that trying again cannot help, and when a
process ends with 0 without a word, nobody knows that it did anything.
"""

import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from os import environ
from typing import Any

import dagster as dg
from dagster._core.errors import DagsterExecutionInterruptedError

Context = dg.OpExecutionContext | dg.AssetExecutionContext

SUCCESS, USAGE, PARTIAL = 0, 2, 3

#: How long the worker may take to give up what it does, in seconds.
STOP_SECONDS = 20


@dataclass(frozen=True)
class Ending:
    """How a command ended, in the worker's own words where it had the time for them."""

    exit_code: int
    words: str | None
    outcome: Mapping[str, Any]


def _wait(process: "subprocess.Popen[bytes]", context: Context) -> int:
    try:
        return process.wait()
    except DagsterExecutionInterruptedError:
        context.log.info("the run was canceled: asking the worker to stop")
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
        raise


def _ending(exit_code: int, session: dg.PipesSession) -> Ending:
    for message in session.get_custom_messages():
        if isinstance(message, dict) and message.get("kind") == "ending":
            return Ending(exit_code, message["words"], message["outcome"])
    return Ending(exit_code, None, {})


def _fault(ending: Ending) -> str | None:
    """Say why a command has failed, or None when it has not."""
    code = ending.exit_code
    if code < 0:
        name = signal.Signals(-code).name
        return (
            f"the worker was killed by {name} before it could say anything: it ran out of memory, "
            "or somebody ended it"
        )
    if ending.words is None:
        return (
            f"the worker ended with exit code {code} and did not tell what it did: look at its "
            "standard error, and at WEATHER_WORKER_COMMAND"
        )
    return None if code in (SUCCESS, PARTIAL) else ending.words


def _raise_unless_good(ending: Ending, context: Context) -> None:
    fault = _fault(ending)
    if fault is None:
        if ending.exit_code == PARTIAL:
            context.log.warning(f"not all is there: {ending.words}")
        return
    is_silent = ending.words is None and ending.exit_code >= 0
    may_pass = ending.exit_code != USAGE and not is_silent
    raise dg.Failure(fault, metadata={"exit_code": ending.exit_code}, allow_retries=may_pass)


def perform(
    context: Context, command: Sequence[str], extras: Mapping[str, Any] | None = None
) -> Iterator[dg.MaterializeResult[Any] | dg.AssetCheckResult]:
    """Run a command of the worker as a step; yields what it reports.

    Raises Failure with the cause when it failed, and when it ended without telling what it did.
    """
    with dg.open_pipes_session(
        context=context,
        context_injector=dg.PipesTempFileContextInjector(),
        message_reader=dg.PipesTempFileMessageReader(),
        extras=dict(extras or {}),
    ) as session:
        variables = {**environ, **session.get_bootstrap_env_vars()}
        with subprocess.Popen(command, env=variables, stdin=subprocess.DEVNULL) as process:
            exit_code = _wait(process, context)
    # Only now all messages have been read.
    _raise_unless_good(_ending(exit_code, session), context)
    yield from session.get_results(implicit_materializations=False)
