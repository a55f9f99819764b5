"""The weather worker's steps as jobs of Dagster. The work is done by the worker, in TypeScript."""
