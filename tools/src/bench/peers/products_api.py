"""The products API as a straightforward FastAPI and boto3 program: for each request it lists one page
of keys, gets the newest objects one after the other, and parses every line.

Started by the benchmark with uvicorn; WEATHER_RESULTS_BUCKET and the standard AWS variables say
where the products are.
"""

import json
import os

import boto3
from fastapi import FastAPI

BUCKET = os.environ["WEATHER_RESULTS_BUCKET"]
PREFIX = os.environ.get("WEATHER_RESULTS_PREFIX", "weather-products/")

app = FastAPI()
s3 = boto3.client("s3")


@app.get("/products")
def products(limit: int = 1):
    page = s3.list_objects_v2(Bucket=BUCKET, Prefix=PREFIX)
    keys = sorted(item["Key"] for item in page.get("Contents", []))
    lines = []
    for key in keys[-limit:]:
        body = s3.get_object(Bucket=BUCKET, Key=key)["Body"].read().decode("utf-8")
        lines.extend(json.loads(line) for line in body.splitlines() if line)
    return lines
