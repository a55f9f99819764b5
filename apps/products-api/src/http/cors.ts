/** Headers that pages of other origins may read. */
const EXPOSED = [
  ...['ETag', 'Link', 'Age', 'Warning', 'X-Request-Id'],
  ...['RateLimit', 'RateLimit-Policy', 'Retry-After'],
].join(', ');

/** What a browser asks before it sends a request of another origin. */
const PREFLIGHT = {
  'access-control-allow-methods': 'GET, HEAD',
  'access-control-allow-headers': 'If-None-Match, Traceparent, X-Request-Id',
  'access-control-max-age': '600',
} as const;

/** Lets pages of chosen origins read the answers. */
export class CrossOrigin {
  private readonly origins: ReadonlySet<string>;

  /** @param origins as browsers send them; `*` is all of them */
  constructor(origins: readonly string[]) {
    this.origins = new Set(origins);
  }

  /** Whether any origin is let in: answers then differ by origin. */
  get isOpen(): boolean {
    return this.origins.size > 0;
  }

  /** The headers for a request of `origin`; none for an origin that is not let in. */
  headersFor(origin: string | undefined): Readonly<Record<string, string>> {
    if (origin === undefined || !this.isOpen) return {};
    const allowed = this.origins.has('*') ? '*' : origin;
    if (allowed !== '*' && !this.origins.has(origin)) return {};
    return { 'access-control-allow-origin': allowed, 'access-control-expose-headers': EXPOSED };
  }

  /** The headers that answer a browser's question, or `undefined` when the request is none. */
  preflight(
    method: string,
    headers: Readonly<Record<string, unknown>>,
  ): typeof PREFLIGHT | undefined {
    const isAsked = method === 'OPTIONS' && 'access-control-request-method' in headers;
    return isAsked && this.isOpen ? PREFLIGHT : undefined;
  }
}
