"""The code location: everything that Dagster can run."""

import dagster as dg

from weather_dagster.demo_flaky import demo_flaky_job
from weather_dagster.failures import tell_run_failure
from weather_dagster.weather_product import (
    fetch_weather,
    transform_weather,
    upload_to_s3,
    weather_hourly,
    weather_product_job,
)

defs = dg.Definitions(
    assets=[fetch_weather, transform_weather, upload_to_s3],
    jobs=[weather_product_job, demo_flaky_job],
    schedules=[weather_hourly],
    sensors=[tell_run_failure],
)
