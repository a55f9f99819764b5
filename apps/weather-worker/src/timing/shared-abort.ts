import { setMaxListeners } from 'node:events';

/** A controller whose signal many listen to at once, which Node would otherwise take for a leak. */
export function sharedAbort(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
