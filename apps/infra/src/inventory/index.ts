export { ENVIRONMENTS } from '../environments/environments';
export type { Environment } from '../environments/environment';
export { readEnvironment } from '../environments/read-environment';
export type { KubernetesObject } from '../kubernetes/objects';
export { inventoryOf, sampleValue, type Inventory } from './inventory';
export { containersOf, ofKind, placeOf, workloadsIn, type Workload } from './workloads';
