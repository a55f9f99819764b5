import type { Logger } from '@weather/telemetry';
import type { ApiSettings } from '../config/api-settings';
import { ByKind, type RequestKind } from './request-kind';

/** What one request has of its own, as it stands in the log. */
export interface RequestDetails {
  /** Milliseconds. */
  readonly ms: number;
  /** Bytes of the body. */
  readonly bytes: number;
  readonly request_id: string;
  /** W3C trace id, when there is one. */
  readonly trace_id?: string | undefined;
  /** The path without its query, for requests no route matched. */
  readonly path?: string | undefined;
}

/** Writes a request to the log, or not. */
export type AccessLog = (kind: RequestKind, details: RequestDetails) => void;

const MESSAGE = 'Request:Serve:Done';

/** The log of requests that the settings ask for. */
export function accessLogOf(logger: Logger, logged: ApiSettings['loggedRequests']): AccessLog {
  if (logged === 'none') return () => undefined;
  // A child serializes what it always says once.
  const loggers = new ByKind(({ method, route, status }) =>
    logger.child({ method, route, status }),
  );
  return (kind, details) => {
    if (kind.status < 400 && logged === 'errors') return;
    if (kind.status >= 500) loggers.get(kind).error(details, MESSAGE);
    else loggers.get(kind).info(details, MESSAGE);
  };
}
