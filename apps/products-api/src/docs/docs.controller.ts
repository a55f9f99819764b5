import { Controller, Get, Inject, Param, Redirect, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../errors/problem-error';
import { PROBLEMS, type ProblemName } from '../errors/problem-catalogue';
import { acceptedCoding } from '../http/codings';
import { PAGE_SECURITY_POLICY } from '../http/security-headers';
import { DescribeRoute } from './describe-route';
import { ApiDescription } from './openapi-document';
import { apiPage, problemPage, SHOW_API_SCRIPT } from './pages';
import { SwaggerAssets } from './swagger-assets';

const HTML = 'text/html; charset=utf-8';
const FOR_AN_HOUR = 'public, max-age=3600';

function sendPage(reply: FastifyReply, contentType: string, content: string): void {
  const headers = { 'cache-control': FOR_AN_HOUR, 'content-security-policy': PAGE_SECURITY_POLICY };
  reply.headers({ ...headers, 'content-type': contentType }).send(content);
}

function isProblem(name: string): name is ProblemName {
  return Object.hasOwn(PROBLEMS, name);
}

/** The description of the API, for programs and for people. Everything comes from this server. */
@ApiTags('operations')
@Controller()
export class DocsController {
  constructor(
    @Inject(ApiDescription) private readonly description: ApiDescription,
    @Inject(SwaggerAssets) private readonly assets: SwaggerAssets,
  ) {}

  @Get()
  @ApiExcludeEndpoint()
  @Redirect('/docs', 302)
  root(): void {
    // The decorator answers.
  }

  @Get('openapi.json')
  @DescribeRoute({
    summary: 'This description',
    description: 'The description of the API, OpenAPI 3.1. A page that shows it is at /docs.',
    content: { 'application/json': { schema: { type: 'object' } } },
    problems: [],
    kind: 'page',
  })
  getOpenApi(@Res() reply: FastifyReply): void {
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': FOR_AN_HOUR,
    };
    reply.headers(headers).send(this.description.json());
  }

  @Get('docs')
  @ApiExcludeEndpoint()
  page(@Res() reply: FastifyReply): void {
    sendPage(reply, HTML, apiPage());
  }

  @Get('docs/show-api.js')
  @ApiExcludeEndpoint()
  script(@Res() reply: FastifyReply): void {
    sendPage(reply, 'text/javascript; charset=utf-8', SHOW_API_SCRIPT);
  }

  @Get('docs/problems/:problem')
  @DescribeRoute({
    summary: 'A kind of problem',
    description: 'The page that the type of a problem leads to.',
    path: { problem: 'The last part of the type.' },
    content: { 'text/html': { schema: { type: 'string' } } },
    problems: ['not-found'],
    kind: 'page',
  })
  getProblemPage(@Param('problem') name: string, @Res() reply: FastifyReply): void {
    if (!isProblem(name)) throw new ProblemError('not-found', 'There is no such kind of problem.');
    sendPage(reply, HTML, problemPage(name, PROBLEMS[name]));
  }

  @Get('docs/:asset')
  @ApiExcludeEndpoint()
  async asset(
    @Param('asset') name: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asset = await this.assets.find(name, acceptedCoding(request.headers['accept-encoding']));
    if (asset === undefined) throw new ProblemError('not-found', 'There is no such file.');
    const headers = { 'content-type': asset.contentType, 'cache-control': FOR_AN_HOUR };
    reply.headers({ ...headers, vary: 'Accept-Encoding' });
    if (asset.coding !== undefined) reply.header('content-encoding', asset.coding);
    reply.send(asset.bytes);
  }
}
