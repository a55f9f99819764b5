#!/bin/sh
# Dagster gives the command of its own that a container is to run as arguments (its code server, and each
# run); everything else is words for the worker.
[ "${1-}" = dagster ] && exec "$@"
exec node --enable-source-maps "$(dirname "$0")/main.mjs" "$@"
