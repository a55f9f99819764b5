import type { PipesException } from './message';

/** Causes behind causes are told no deeper than this: a circle of them has no end. */
const MAX_CAUSES = 20;

/** Errors of Node's own may come from another realm, where `instanceof Error` is false. */
function isError(value: unknown): value is Error {
  return (
    value instanceof Error || (typeof value === 'object' && value !== null && 'stack' in value)
  );
}

function stackOf({ stack = '', message }: Error): readonly string[] {
  const lines = stack.split('\n');
  const first = lines.findIndex((line) => /^\s+at /.test(line));
  const frames = first < 0 ? [] : lines.slice(first);
  return stack.includes(message) ? frames.map((line) => `${line}\n`) : lines;
}

/** `error` with what caused it, as Dagster shows it. */
export function pipesException(error: unknown, depth = 0): PipesException {
  if (!isError(error)) {
    return { message: String(error), stack: [], name: null, cause: null, context: null };
  }
  const hasCause = error.cause !== undefined && error.cause !== null && depth < MAX_CAUSES;
  return {
    message: error.message,
    stack: stackOf(error),
    name: error.name,
    cause: hasCause ? pipesException(error.cause, depth + 1) : null,
    context: null,
  };
}
