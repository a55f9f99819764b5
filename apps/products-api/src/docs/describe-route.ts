import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { PROBLEMS, type ProblemName } from '../errors/problem-catalogue';
import { PROBLEM_TYPE } from '../errors/problem';
import { isListParameter, type QuerySchema } from '../query/read-query';
import { jsonSchemaOf, schemaRef, type JsonSchema } from './json-schemas';

/** What one media type of an answer looks like. */
export interface DescribedContent {
  readonly schema: JsonSchema;
  readonly example?: unknown;
}

/** What is told of a route. */
export interface RouteDescription {
  readonly summary: string;
  readonly description: string;
  /** The parameters in its query. */
  readonly query?: QuerySchema;
  /** The parameters in its path, and what they are. */
  readonly path?: Readonly<Record<string, string>>;
  /** The answer, by media type. */
  readonly content: Readonly<Record<string, DescribedContent>>;
  /** Problems besides those every route has. */
  readonly problems: readonly ProblemName[];
  /**
   * `data`: conditional, cached and compressed. `page`: about the API. `operations`: for operators
   * and the cluster, never limited.
   */
  readonly kind: 'data' | 'page' | 'operations';
}

/** Problems that any route may answer with, and those of routes that are limited. */
const COMMON_PROBLEMS: readonly ProblemName[] = ['method-not-allowed', 'internal-error'];
const LIMIT_PROBLEMS: readonly ProblemName[] = ['too-many-requests', 'overloaded'];

const DATA_HEADERS = ['ETag', 'Last-Modified', 'Cache-Control', 'Vary', 'Link', 'Warning', 'Age'];
const LIMIT_HEADERS = ['RateLimit-Policy', 'RateLimit'];

/** Headers that clients may send. */
const REQUEST_ID = {
  name: 'X-Request-Id',
  description: 'Id of the request, up to 64 of A-Z a-z 0-9 . _ -; answered back and logged.',
  required: false,
};
const IF_NONE_MATCH = {
  name: 'If-None-Match',
  description: 'Tags of the copies the client has; 304 when one of them is still good.',
  required: false,
};

type Kind = RouteDescription['kind'];

/** The headers every answer of such a route carries. */
function commonHeaders(kind: Kind): readonly string[] {
  return ['X-Request-Id', ...(kind === 'operations' ? [] : LIMIT_HEADERS)];
}

function headerRefs(names: readonly string[]): Record<string, { $ref: string }> {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

function queryDecorators(schema: QuerySchema): MethodDecorator[] {
  return Object.entries(schema.shape).map(([name, parameter]) => {
    const { description, ...described } = jsonSchemaOf(parameter) as { description?: string };
    const style = isListParameter(parameter) ? { style: 'form' as const, explode: true } : {};
    return ApiQuery({ name, required: false, description, schema: described, ...style });
  });
}

function problemDecorators(names: readonly ProblemName[], kind: Kind): MethodDecorator[] {
  const statuses = [...new Set(names.map((name) => PROBLEMS[name].status))].sort();
  return statuses.map((status) => {
    const named = names.filter((name) => PROBLEMS[name].status === status);
    const description = named.map((name) => `${name}: ${PROBLEMS[name].explanation}`).join(' ');
    const content = { [PROBLEM_TYPE]: { schema: schemaRef('Problem') } };
    const extra = status === 405 ? ['Allow'] : [];
    const retry = status === 429 || status === 503 ? ['Retry-After'] : [];
    const headers = headerRefs([...commonHeaders(kind), ...extra, ...retry]);
    return ApiResponse({ status, description, headers, content });
  });
}

function answerDecorators({ content, kind }: RouteDescription): MethodDecorator[] {
  const isData = kind === 'data';
  const headers = headerRefs([...commonHeaders(kind), ...(isData ? DATA_HEADERS : [])]);
  const described = { headers, content: { ...content } };
  const answer = ApiResponse({ status: 200, description: 'The answer.', ...described });
  if (!isData) return [answer];
  const unchanged = 'The copy whose tag If-None-Match names is still good.';
  return [
    answer,
    ApiResponse({ status: 304, description: unchanged, headers }),
    ApiHeader(IF_NONE_MATCH),
  ];
}

/** Describes a route in the OpenAPI document: everything it takes, and everything it answers. */
export function DescribeRoute(route: RouteDescription): MethodDecorator {
  const { summary, description, query = z.object({}), path = {}, kind } = route;
  const limits = kind === 'operations' ? [] : LIMIT_PROBLEMS;
  const parameters = Object.entries(path).map(([name, told]) =>
    ApiParam({ name, description: told, schema: { type: 'string' } }),
  );
  return applyDecorators(
    ApiOperation({ summary, description }),
    ...parameters,
    ...queryDecorators(query),
    ApiHeader(REQUEST_ID),
    ...answerDecorators(route),
    ...problemDecorators([...route.problems, ...COMMON_PROBLEMS, ...limits], kind),
  );
}
