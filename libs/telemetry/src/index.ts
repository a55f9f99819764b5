export {
  createLogger,
  LOG_LEVELS,
  serializeError,
  type Logger,
  type LoggerSettings,
} from './logger';
export { failSpan, startTracing, type Tracing } from './tracing';
