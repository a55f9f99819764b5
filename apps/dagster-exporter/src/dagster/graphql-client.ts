import { z } from 'zod';
import { DagsterError } from './dagster';

/** How Dagster's GraphQL API is reached. */
export interface GraphqlClientOptions {
  readonly url: string;
  /** How long an answer may take, ms. */
  readonly timeoutMs: number;
}

/** A question, and what its answer must be. */
export interface Question<Answer> {
  /** What is asked, for errors: `list runs`. */
  readonly action: string;
  readonly document: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly answer: z.ZodType<Answer>;
}

/** As the GraphQL specification has it: errors come with HTTP 200 as well. */
const envelopeSchema = z.looseObject({
  data: z.unknown().optional(),
  errors: z.array(z.looseObject({ message: z.string() })).optional(),
});

/** Errors of Python come with the traceback; one line of it is enough to know. */
function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function messageOf(error: unknown): string {
  const causes: string[] = [];
  for (let one = error; one instanceof Error; one = one.cause) causes.push(one.message);
  return causes.length > 0 ? causes.join(': ') : String(error);
}

function faultOf({ issues: [issue] }: z.ZodError): string {
  return firstLine(`${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
}

/** Asks Dagster's GraphQL API. */
export class GraphqlClient {
  constructor(private readonly options: GraphqlClientOptions) {}

  /** @throws {DagsterError} when there is no answer, it tells of an error, or it is of no known shape */
  async ask<Answer>({ action, document, variables, answer }: Question<Answer>): Promise<Answer> {
    const { data, errors = [] } = await this.post(action, { query: document, variables });
    const [error] = errors;
    if (error !== undefined) throw new DagsterError(action, firstLine(error.message));
    const parsed = answer.safeParse(data);
    if (parsed.success) return parsed.data;
    throw new DagsterError(action, `unexpected answer: ${faultOf(parsed.error)}`);
  }

  private async post(action: string, body: unknown): Promise<z.infer<typeof envelopeSchema>> {
    const { url, timeoutMs } = this.options;
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
      });
      const parsed = envelopeSchema.safeParse(await answer.json().catch(() => undefined));
      if (parsed.success && (answer.ok || parsed.data.errors)) return parsed.data;
      throw new DagsterError(action, `${url} answered ${answer.status} ${answer.statusText}`);
    } catch (cause) {
      if (cause instanceof DagsterError) throw cause;
      throw new DagsterError(action, `${url}: ${messageOf(cause)}`, { cause });
    }
  }
}
