"""The files in which the steps of a run hand lines to each other."""

import json
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import dagster as dg

from weather_dagster.worker import Context

#: For how long the files of a run that failed are kept, in seconds, so that it can go on.
KEPT_SECONDS = 7 * 24 * 3600


class Handover:
    """The folder of a run, and of those that repeat it."""

    def __init__(self, work_dir: Path, context: Context) -> None:
        """Nothing is made yet."""
        self._work_dir = work_dir
        self._folder = work_dir / (context.run.root_run_id or context.run.run_id)

    @property
    def fetched(self) -> Path:
        """Answers as they came."""
        return self._folder / "fetched.jsonl"

    @property
    def lines(self) -> Path:
        """Product lines."""
        return self._folder / "lines.jsonl"

    @property
    def quarantined(self) -> Path:
        """Lines that failed a check."""
        return self._folder / "quarantined.jsonl"

    @property
    def _cities(self) -> Path:
        return self._folder / "cities.json"

    def begin(self, cities: Sequence[dict[str, Any]] | None) -> None:
        """Make the folder, and keep the cities that the run was given, if any."""
        self._prune()
        self._folder.mkdir(parents=True, exist_ok=True)
        if cities is None:
            self._cities.unlink(missing_ok=True)
        else:
            self._cities.write_text(json.dumps(list(cities)), encoding="utf-8")

    def cities_option(self) -> list[str]:
        """Tell every step of the run the cities that its config names."""
        return ["--cities", f"@{self._cities}"] if self._cities.exists() else []

    def require(self, path: Path) -> Path:
        """Refuse to go on where the files of the steps before are gone."""
        if path.exists():
            return path
        message = (
            f"{path} is not there: the steps before ran on another machine, or long ago; "
            "re-execute all steps of the run"
        )
        raise dg.Failure(message, allow_retries=False)

    def end(self) -> None:
        """Remove what nobody needs any more."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _prune(self) -> None:
        oldest = time.time() - KEPT_SECONDS
        for folder in self._work_dir.glob("*/"):
            if folder.stat().st_mtime < oldest:
                shutil.rmtree(folder, ignore_errors=True)
