export { itKeepsTheDagsterContract, itTellsThatDagsterIsAway } from './dagster-contract';
export { GraphqlStandIn } from './graphql-stand-in';
export { MemoryDagster, type PlantedRun } from './memory-dagster';
export { EXAMPLE_JOBS, plantExampleRuns } from './example-deployment';
