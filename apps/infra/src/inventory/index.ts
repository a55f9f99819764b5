export { ENVIRONMENTS } from '../environments/environments';
export { readEnvironment } from '../environments/read-environment';
export type { KubernetesObject } from '../kubernetes/objects';
export { inventoryOf, type Inventory } from './inventory';
export { containersOf, ofKind, placeOf, workloadsIn, type Workload } from './workloads';
