"""Which time a run is for: the key of its product comes from it, not from the clock of the run."""

from datetime import UTC, datetime, timedelta

import dagster as dg

#: One partition an hour, called by the time at which it is due. The current hour is one of them.
HOURS = dg.HourlyPartitionsDefinition(start_date="2025-01-01-00:00", timezone="UTC", end_offset=1)

#: Sources know the present: for how long after its time a product may still be fetched from them.
PRESENT = timedelta(hours=2)


def partition_of(instant: datetime) -> str:
    """Name the partition of the hour of an instant."""
    return instant.astimezone(UTC).strftime("%Y-%m-%d-%H:00")


def product_time(context: dg.AssetExecutionContext) -> datetime:
    """Tell which hour a run is for; a run for none is refused before it does anything."""
    if context.has_partition_key:
        start: datetime = context.partition_time_window.start
        return start.astimezone(UTC)
    example = partition_of(datetime.now(UTC))
    message = f"this run is for no hour: launch it with a partition, such as {example}"
    raise dg.Failure(message, allow_retries=False)


def require_known_weather(at: datetime, now: datetime, source: str | None) -> None:
    """Refuse to store today's weather as that of a past hour."""
    if source == "replay" or now - at <= PRESENT:
        return
    message = (
        f"no source knows the weather of {at.isoformat()} any more, which is over {PRESENT} ago: "
        'fill past hours with recorded answers, by source "replay" in the config of fetch_weather'
    )
    raise dg.Failure(message, allow_retries=False)
