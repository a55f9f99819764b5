import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Logger } from '@weather/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { identityOf } from '../http/request-states';
import { LOGGER } from '../tokens';
import { problemErrorOf } from './problem-error-of';
import { sendProblem } from './send-problem';

/** Turns everything that is thrown while a request is served into a problem, and logs our own faults. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = problemErrorOf(error);
    const identity = identityOf(request);
    if (problem.status >= 500) {
      const fields = { request_id: identity.requestId, trace_id: identity.traceId };
      this.logger.error({ ...fields, error: problem.cause ?? error }, 'Request:Serve:Failed');
    }
    // What was sent cannot be taken back: a broken connection tells the client that it is not whole.
    if (reply.raw.headersSent) reply.raw.destroy();
    else sendProblem(reply, problem, identity);
  }
}
