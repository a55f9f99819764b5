/** What is asked of Dagster's GraphQL API: https://docs.dagster.io/api/graphql */
export const RUNS = `
query ExporterRuns($filter: RunsFilter, $cursor: String, $limit: Int!, $withSteps: Boolean!) {
  runsOrError(filter: $filter, cursor: $cursor, limit: $limit) {
    __typename
    ... on Runs {
      results {
        runId
        jobName
        status
        startTime
        endTime
        repositoryOrigin { repositoryLocationName }
        stepStats @include(if: $withSteps) { stepKey status }
      }
    }
    ... on Error { message }
  }
}`;

/** Without `afterTimestamp`, a limit of ticks answers none; and 0 counts as not given. */
export const ROSTER = `
query ExporterRoster {
  version
  workspaceOrError {
    __typename
    ... on Workspace {
      locationEntries {
        name
        loadStatus
        locationOrLoadError {
          __typename
          ... on RepositoryLocation {
            repositories {
              jobs { name solidHandles { handleID solid { definition { __typename } } } }
              schedules { name scheduleState { ...State } }
              sensors { name sensorState { ...State } }
            }
          }
          ... on Error { message }
        }
      }
    }
    ... on Error { message }
  }
}
fragment State on InstigationState {
  status
  ticks(limit: 1, afterTimestamp: 1) { status timestamp }
}`;

export const DAEMONS = `
query ExporterDaemons {
  instance { daemonHealth { allDaemonStatuses { daemonType required lastHeartbeatTime } } }
}`;
