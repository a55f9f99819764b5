export { itKeepsTheDagsterContract, itTellsThatDagsterIsAway } from './dagster-contract';
export { GraphqlStandIn } from './graphql-stand-in';
export { MemoryDagster, type PlantedRun } from './memory-dagster';
export { EXAMPLE_JOBS, EXAMPLE_RUNS, plantExampleRuns } from './example-deployment';
export { dagsterAt } from './dagster-at';
