"""The code location reads its settings when it is imported: they are set before."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

WORKER = Path(__file__).parents[2] / "src" / "main.ts"
#: Unless a bundle is named, which is quicker.
FROM_SOURCE = f"node --import tsx {WORKER}"
WORK_DIR = tempfile.mkdtemp(prefix="weather-dagster-")
atexit.register(shutil.rmtree, WORK_DIR, ignore_errors=True)

os.environ.setdefault("WEATHER_WORKER_COMMAND", FROM_SOURCE)
os.environ.update(
    WEATHER_WORK_DIR=WORK_DIR,
    WEATHER_SOURCE="replay",
    WEATHER_STEP_RETRY_SECONDS="0",
    DAGSTER_DISABLE_TELEMETRY="1",
)


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    """Keep runs in memory."""
    with dg.DagsterInstance.ephemeral() as ephemeral:
        yield ephemeral


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep products in a directory."""
    monkeypatch.delenv("WEATHER_RESULTS_BUCKET", raising=False)
    monkeypatch.setenv("WEATHER_STORE_DIR", str(tmp_path / "store"))
    return tmp_path / "store"
