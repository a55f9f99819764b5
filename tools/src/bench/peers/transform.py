"""The reference algorithm of the transform and encode steps: answers in, product lines out.

usage: transform.py <file with one raw answer a line> <rounds>
Prints the seconds of the fastest round for each of: answers already parsed, and raw text.
"""

import hashlib
import json
import sys
import time
from datetime import datetime, timezone


def transform(answer, name, collected_at):
    coord = answer.get("coord", {})
    main = answer.get("main", {})
    wind = answer.get("wind", {})
    sun = answer.get("sys", {})
    lat, lon, dt = coord.get("lat"), coord.get("lon"), answer.get("dt")
    return {
        "id": hashlib.sha1(f"{lat},{lon},{dt}".encode("utf-8")).hexdigest()[:16],
        "collected_at": collected_at,
        "location_name": name or answer.get("name"),
        "lat": lat,
        "lon": lon,
        "temp": main.get("temp"),
        "feels_like": main.get("feels_like"),
        "humidity": main.get("humidity"),
        "pressure": main.get("pressure"),
        "wind_speed": wind.get("speed"),
        "wind_deg": wind.get("deg"),
        "weather": (answer.get("weather") or [{}])[0].get("description"),
        "sunrise": sun.get("sunrise"),
        "sunset": sun.get("sunset"),
        "source": "openweathermap_current",
    }


def encode(products):
    lines = (json.dumps(p, sort_keys=True, separators=(",", ":")) for p in products)
    return "\n".join(lines).encode("utf-8")


def fastest(rounds, work):
    seconds = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        texts = file.read().splitlines()
    rounds = int(sys.argv[2])
    answers = [json.loads(text) for text in texts]

    def of_answers():
        now = datetime.now(timezone.utc).isoformat()
        encode([transform(answer, "City", now) for answer in answers])

    def of_texts():
        now = datetime.now(timezone.utc).isoformat()
        encode([transform(json.loads(text), "City", now) for text in texts])

    print(json.dumps({"answers": fastest(rounds, of_answers), "texts": fastest(rounds, of_texts)}))


main()
