export { FaultyObjectStore, type Fault } from './faulty-object-store';
export { MemoryObjectStore, type MemoryObject } from './memory-object-store';
export { itKeepsTheObjectStoreContract, type MakeStore } from './object-store-contract';
