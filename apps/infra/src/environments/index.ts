export type { Environment } from './environment';
export { ENVIRONMENTS } from './environments';
export { EnvironmentError, readEnvironment } from './read-environment';
