"""The worker's quality checks, as checks of the asset whose lines they are asked of."""

import json
from collections.abc import Sequence
from pathlib import Path

import dagster as dg

#: What `weather-worker checks` prints; a test of the worker keeps it so.
LIST = Path(__file__).with_name("quality_checks.json")


def check_specs(asset: dg.AssetKey) -> Sequence[dg.AssetCheckSpec]:
    """Declare every check. None blocks: lines that fail are set aside, the others are published."""
    checks = json.loads(LIST.read_text(encoding="utf-8"))
    return [
        dg.AssetCheckSpec(
            name=check["name"],
            asset=asset,
            description=f"{check['description']} (expected: {check['expected']})",
            metadata={"severity": check["severity"]},
        )
        for check in checks
    ]
