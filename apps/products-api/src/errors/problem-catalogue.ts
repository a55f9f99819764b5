/** What is told about one kind of problem, to programs and on its page. */
export interface ProblemKind {
  /** HTTP status. */
  readonly status: number;
  /** A short summary, the same for every occurrence. */
  readonly title: string;
  /** When it happens and what to do about it. */
  readonly explanation: string;
}

/** Every kind of problem the API answers with, by the last part of its type. */
export const PROBLEMS = {
  'bad-request': {
    status: 400,
    title: 'Bad request',
    explanation:
      'The request is not valid HTTP, or its path is not validly encoded. Encode the path with percent signs.',
  },
  'invalid-parameters': {
    status: 400,
    title: 'Invalid parameters',
    explanation:
      'One or more parameters have values the API does not accept. The member "errors" names each of them and what is expected.',
  },
  'not-found': {
    status: 404,
    title: 'Not found',
    explanation:
      'There is nothing under this path. The description at /openapi.json lists all paths.',
  },
  'unknown-city': {
    status: 404,
    title: 'Unknown city',
    explanation:
      'No line of this city was published in the window. GET /cities lists the cities that have lines.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed',
    explanation: 'The API is read only. The header Allow names the methods of this path.',
  },
  'not-acceptable': {
    status: 406,
    title: 'Not acceptable',
    explanation:
      'The header Accept names no format this path has. Ask for application/json, application/x-ndjson, application/jsonl or text/csv, or use the parameter format.',
  },
  'request-timeout': {
    status: 408,
    title: 'Request timeout',
    explanation: 'The request did not arrive completely in time. Send it again.',
  },
  'content-too-large': {
    status: 413,
    title: 'Content too large',
    explanation: 'The API takes no request bodies. Send the request without one.',
  },
  'uri-too-long': {
    status: 414,
    title: 'URI too long',
    explanation: 'Path and query together exceed 4,096 characters. Ask for fewer cities or fields.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'Unsupported media type',
    explanation: 'The API takes no request bodies. Send the request without one.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    explanation:
      'The client has used up its requests of this minute. Wait as long as the header Retry-After says; the header RateLimit tells what is left.',
  },
  'headers-too-large': {
    status: 431,
    title: 'Request header fields too large',
    explanation: 'The headers of the request exceed 16 KiB. Send fewer or shorter ones.',
  },
  'internal-error': {
    status: 500,
    title: 'Internal server error',
    explanation:
      'The API failed in a way it should not. Report it together with the member "instance", which finds the request in the logs.',
  },
  'store-unavailable': {
    status: 503,
    title: 'Store unavailable',
    explanation:
      'The store of the products does not answer, and nothing that was read before can stand in. Try again after the time in the header Retry-After.',
  },
  overloaded: {
    status: 503,
    title: 'Overloaded',
    explanation:
      'The API has more to do than it manages. Try again after the time in the header Retry-After.',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;

/** The last part of a problem's type. */
export type ProblemName = keyof typeof PROBLEMS;

/** The names of all kinds of problems. */
export const PROBLEM_NAMES = Object.keys(PROBLEMS) as readonly ProblemName[];

/** The problem that stands for an HTTP status when nothing more is known; 500 for unknown ones. */
export function problemNameOf(status: number): ProblemName {
  return PROBLEM_NAMES.find((name) => PROBLEMS[name].status === status) ?? 'internal-error';
}
