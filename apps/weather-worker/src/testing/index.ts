export { runKillScenario, type KillReport, type KillScenario } from './kill-scenario';
export { fault, json, startStandIn, weatherAt, type StandIn } from './stand-in';
export {
  peakMemory,
  startWorker,
  type Ending,
  type WorkerCommand,
  type WorkerProcess,
  type WorkerStart,
} from './worker-process';
