/** What is told of one header. */
interface DescribedHeader {
  readonly description: string;
  readonly schema: { readonly type: 'string' | 'integer' };
}

function text(description: string): DescribedHeader {
  return { description, schema: { type: 'string' } };
}

function whole(description: string): DescribedHeader {
  return { description, schema: { type: 'integer' } };
}

/** Every header the answers carry, as `components.headers` has them. */
export const DESCRIBED_HEADERS: Readonly<Record<string, DescribedHeader>> = {
  ETag: text('Strong tag of the content; another for each content coding.'),
  'Last-Modified': text('When the newest file of the answer was published.'),
  'Cache-Control': text('How long the answer may be reused.'),
  Vary: text('The request headers the answer depends on.'),
  Link: text('Where the next page is (RFC 8288, rel="next"), while older files exist.'),
  Warning: text('110 - "Response is Stale" when the store fails and an old listing stands in.'),
  Age: whole('Seconds since the store was asked, on stale answers.'),
  Allow: text('The methods of the path.'),
  'Retry-After': whole('Seconds to wait before the next request.'),
  'X-Request-Id': text('Id of the request: the one sent, or a new one.'),
  'RateLimit-Policy': text('The quota of a client, when there is one: q requests in w seconds.'),
  RateLimit: text('What is left of it: r requests for the next t seconds.'),
};
