"""What the environment says about this code location. The worker reads its own settings itself."""

import os
import shlex
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

WORKER_OF_THE_IMAGE = "node --enable-source-maps /opt/weather-worker/main.mjs"


class SettingError(ValueError):
    """A variable of the environment cannot be used; tells its value and what is expected."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        """Name the variable, its value and what it should be."""
        super().__init__(f'{name}="{value}": expected {expected}')


def _whole_number(environment: Mapping[str, str], name: str, default: int) -> int:
    value = environment.get(name) or str(default)
    if not value.isdecimal():
        raise SettingError(name, value, "a whole number")
    return int(value)


@dataclass(frozen=True)
class Settings:
    """Settings of the code location."""

    #: The worker's program and what comes before its own words.
    worker_command: tuple[str, ...]
    #: When `weather_hourly` is due, five fields, UTC.
    cron: str
    #: Where the steps of a run hand lines to each other.
    work_dir: Path
    #: How often a step is repeated after a fault that may pass.
    step_retries: int
    #: How long to wait before the first repetition; it doubles.
    step_retry_seconds: int

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read all settings; raises SettingError."""
        command = environment.get("WEATHER_WORKER_COMMAND") or WORKER_OF_THE_IMAGE
        work_dir = environment.get("WEATHER_WORK_DIR") or f"{tempfile.gettempdir()}/weather-runs"
        return cls(
            worker_command=tuple(shlex.split(command)),
            cron=environment.get("WEATHER_CRON") or "0 * * * *",
            work_dir=Path(work_dir),
            step_retries=_whole_number(environment, "WEATHER_STEP_RETRIES", 2),
            step_retry_seconds=_whole_number(environment, "WEATHER_STEP_RETRY_SECONDS", 30),
        )
