import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { acceptedCoding, CODINGS, type Coding } from '../http/codings';
import { remembered } from '../http/remembered';
import { SECURITY_HEADERS } from '../http/security-headers';
import type { WarmAnswers } from '../http/warm-answers';
import type { Answer, AnswerBasis, AnswerHead } from './answer';
import { LARGE, type ContentCache, type ReadyContent } from './content-cache';
import { contentStream } from './content-stream';
import { entityTag, matchingTag } from './entity-tag';

/** A request and the answer to it that is being made. */
export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** What answers are sent with. */
export interface ResponderParts {
  readonly contents: ContentCache;
  readonly warm: WarmAnswers;
  /** How long an answer may be reused, s. */
  readonly maxAgeSeconds: number;
  /** Answers differ by origin. */
  readonly isCrossOrigin: boolean;
  readonly now: () => Date;
  /** Told of each answer that was made from an old listing. */
  readonly onStale: () => void;
}

const ALL_CODINGS = [undefined, ...CODINGS];

/** Sends answers with data: conditional, compressed and cached as HTTP has it. */
export class DataResponder {
  private readonly codingOf = remembered((header: string | undefined) => ({
    coding: acceptedCoding(header),
  }));
  private readonly caching: Readonly<Record<string, string>>;

  constructor(private readonly parts: ResponderParts) {
    const { maxAgeSeconds, isCrossOrigin } = parts;
    this.caching = {
      'cache-control': `public, max-age=${maxAgeSeconds}, stale-while-revalidate=60, stale-if-error=600`,
      vary: `${isCrossOrigin ? 'Origin, ' : ''}Accept, Accept-Encoding`,
    };
  }

  /**
   * Sends `answer`, or tells the client that its copy is still good.
   *
   * @throws whatever making the content throws
   */
  async send({ request, reply }: Exchange, answer: Answer): Promise<void> {
    const { head, basis } = answer;
    reply.headers(this.caching);
    this.describe(reply, head, basis);
    const known = request.headers['if-none-match'];
    const match = known && matchingTag(known, this.tagsOf(head));
    if (match) {
      reply.header('etag', match).code(304).send();
      return;
    }
    const { coding } = this.codingOf(request.headers['accept-encoding']);
    const { contents } = this.parts;
    const content = contents.find(head.tag, coding) ?? (await contents.load(answer, coding));
    if (content === LARGE) this.stream({ request, reply }, answer, coding);
    else this.sendReady({ request, reply }, answer, content);
  }

  private tagsOf({ tag }: AnswerHead): readonly string[] {
    return ALL_CODINGS.map((coding) => entityTag(tag, coding));
  }

  private describe(reply: FastifyReply, head: AnswerHead, basis: AnswerBasis): void {
    if (head.lastModified !== undefined) reply.header('last-modified', head.lastModified);
    if (head.link !== undefined) reply.header('link', head.link);
    if (!basis.isStale) return;
    const age = (this.parts.now().getTime() - basis.asOf.getTime()) / 1000;
    reply.header('age', String(Math.max(0, Math.floor(age))));
    reply.header('warning', '110 - "Response is Stale"');
    this.parts.onStale();
  }

  private name(reply: FastifyReply, head: AnswerHead, coding: Coding | undefined): void {
    reply.header('content-type', head.contentType).header('etag', entityTag(head.tag, coding));
    if (coding !== undefined) reply.header('content-encoding', coding);
  }

  private sendReady(
    { request, reply }: Exchange,
    { head, basis }: Answer,
    content: ReadyContent,
  ): void {
    this.name(reply, head, content.coding);
    if (!basis.isStale) this.keepWarm(request, { head, basis }, content);
    reply.send(content.bytes);
  }

  private keepWarm(
    request: FastifyRequest,
    { head, basis }: Pick<Answer, 'head' | 'basis'>,
    { bytes, coding }: ReadyContent,
  ): void {
    const headers = {
      ...SECURITY_HEADERS,
      ...this.caching,
      ...(head.lastModified !== undefined && { 'last-modified': head.lastModified }),
      ...(head.link !== undefined && { link: head.link }),
      ...(coding !== undefined && { 'content-encoding': coding }),
      etag: entityTag(head.tag, coding),
      'content-type': head.contentType,
      'content-length': String(bytes.length),
    };
    const route = request.routeOptions.url ?? '';
    const list = Object.entries(headers).flat();
    this.parts.warm.keep(request.raw, { route, asOf: basis.asOf, headers: list, bytes });
  }

  private stream({ request, reply }: Exchange, answer: Answer, coding: Coding | undefined): void {
    this.name(reply, answer.head, coding);
    if (request.method === 'HEAD') {
      // An empty stream, because the framework would tell the length of anything else.
      reply.send(Readable.from([]));
      return;
    }
    const state = request.apiState;
    const count = (bytes: number): void => {
      if (state !== undefined) state.bytes += bytes;
    };
    reply.send(contentStream(answer, coding, count));
  }
}
