export {
  createLogger,
  LOG_LEVELS,
  serializeError,
  type Logger,
  type LoggerSettings,
} from './logger';
export { startTracing, type Tracing } from './tracing';
