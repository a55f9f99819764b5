import { z } from 'zod';
import { parameterFaultSchema } from './parameter-fault';
import { PROBLEMS } from './problem-catalogue';
import type { ProblemError } from './problem-error';

/** The media type of problems, RFC 9457. */
export const PROBLEM_TYPE = 'application/problem+json';

/** The body of every error, RFC 9457. */
export const problemSchema = z
  .object({
    type: z.string().describe('Path of the page that explains this kind of problem.'),
    title: z.string().describe('Summary of this kind of problem.'),
    status: z.int().describe('HTTP status.'),
    detail: z.string().describe('What went wrong this time.'),
    instance: z.string().describe('URN of the request, made of its request id.'),
    trace_id: z.string().optional().describe('W3C trace id of the request, when it has one.'),
    errors: z
      .array(parameterFaultSchema)
      .readonly()
      .optional()
      .describe('Faults of single parameters.'),
  })
  .readonly();

export type Problem = z.infer<typeof problemSchema>;

/** What tells one request from the others. */
export interface RequestIdentity {
  readonly requestId: string;
  readonly traceId?: string | undefined;
}

/** The body that tells a client about `error`. */
export function problemOf(error: ProblemError, { requestId, traceId }: RequestIdentity): Problem {
  const { status, title } = PROBLEMS[error.problem];
  return {
    type: `/docs/problems/${error.problem}`,
    title,
    status,
    detail: error.message,
    instance: `urn:request:${requestId}`,
    ...(traceId === undefined ? {} : { trace_id: traceId }),
    ...(error.faults.length === 0 ? {} : { errors: error.faults }),
  };
}
