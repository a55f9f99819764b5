import { EventLoopLag } from './event-loop-lag';
import { RequestIds } from './request-ids';
import { RouteTable } from './route-table';
import { WarmAnswers, type RequestHead } from './warm-answers';

function requestOf(url: string, headers: RequestHead['headers'] = {}, method = 'GET'): RequestHead {
  return { url, headers, method };
}

describe('WarmAnswers', () => {
  const asOf = new Date(1_000_000);
  const answer = { route: '/products', asOf, headers: ['etag', '"x"'], bytes: Buffer.from('[]') };

  interface Place {
    warm: WarmAnswers;
    lastListedAt: Date;
    nowMs: number;
    hits: number;
  }

  function place(): Place {
    const made = { lastListedAt: asOf, nowMs: asOf.getTime(), hits: 0 };
    const warm = new WarmAnswers({
      lastListedAt: () => made.lastListedAt,
      listTtlMs: 1000,
      now: () => new Date(made.nowMs),
      mostBytes: 100_000,
      onHit: () => {
        made.hits += 1;
      },
    });
    return Object.assign(made, { warm });
  }

  it('answers the same question again, and no other', () => {
    const here = place();
    here.warm.keep(requestOf('/products?limit=1', { accept: 'text/csv' }), answer);
    const find = (url: string, headers: RequestHead['headers'], method?: string) =>
      here.warm.find(requestOf(url, headers, method));

    expect(find('/products?limit=1', { accept: 'text/csv' })).toBe(answer);
    expect(find('/products?limit=2', { accept: 'text/csv' })).toBeUndefined();
    expect(find('/products?limit=1', {})).toBeUndefined();
    expect(find('/products?limit=1', { accept: 'text/csv' }, 'HEAD')).toBeUndefined();
    const accept = 'text/csv';
    expect(find('/products?limit=1', { accept, 'accept-encoding': 'br' })).toBeUndefined();
    expect(find('/products?limit=1', { accept, 'if-none-match': '"x"' })).toBeUndefined();
    expect(find('/products?limit=1', { accept, origin: 'https://x.example' })).toBeUndefined();
    here.warm.used();
    expect(here.hits).toBe(1);
  });

  it('drops an answer that was made of an older listing', () => {
    const here = place();
    here.warm.keep(requestOf('/a'), answer);
    here.lastListedAt = new Date(asOf);

    expect(here.warm.find(requestOf('/a'))).toBeUndefined();
  });

  it('passes a request on now and then while the listing is due, and all when it is overdue', () => {
    const here = place();
    here.warm.keep(requestOf('/a'), answer);
    const findAt = (ageMs: number): boolean => {
      here.nowMs = asOf.getTime() + ageMs;
      return here.warm.find(requestOf('/a')) !== undefined;
    };

    expect([0, 999, 1000, 1001, 1019, 1020, 1021].map(findAt)).toEqual([
      ...[true, true, false, true, true, false, true],
    ]);
    expect([2000, 5000, -1].map(findAt)).toEqual([false, false, false]);
  });

  it('forgets rather than grows', () => {
    const here = place();
    for (let index = 0; index < 100; index += 1) here.warm.keep(requestOf(`/${index}`), answer);
    here.warm.keep(requestOf('/large'), { ...answer, bytes: Buffer.alloc(100_000) });

    expect(here.warm.find(requestOf('/0'))).toBeUndefined();
    expect(here.warm.find(requestOf('/large'))).toBeUndefined();
    expect(here.warm.find(requestOf('/99'))).toBe(answer);
  });
});

describe('RouteTable', () => {
  it('knows the methods of a path by its templates', () => {
    const routes = new RouteTable();
    routes.add('/cities/:city/stats', ['GET']);
    routes.add('/cities/:city/stats', ['HEAD']);
    routes.add('/a.b', ['GET']);
    routes.add('/files/*', ['PUT']);

    expect(routes.methodsOf('/cities/x%20y/stats')).toEqual(['GET', 'HEAD']);
    expect(routes.methodsOf('/files/a/b')).toEqual(['PUT']);
    expect([routes.methodsOf('/aXb'), routes.methodsOf('/cities//stats')]).toEqual([[], []]);
  });
});

describe('RequestIds', () => {
  it('gives ids that no other process gives', () => {
    const [one, other] = [new RequestIds(), new RequestIds()];
    const ids = [one.next(), one.next(), other.next(), other.next()];

    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(one.of({ headers: { 'x-request-id': id } })).toBe(id);
  });
});

describe('EventLoopLag', () => {
  it('tells how late the event loop is', async () => {
    jest.useFakeTimers();
    let clock = 0;
    const lag = new EventLoopLag(() => clock);
    lag.start();
    const after = (ms: number): [number, boolean] => {
      clock += ms;
      jest.advanceTimersByTime(500);
      return [lag.currentMs, lag.isTooMuch];
    };

    expect([after(500), after(1700), after(500), after(400)]).toEqual([
      ...[
        [0, false],
        [1200, true],
        [0, false],
        [0, false],
      ],
    ]);
    lag.stop();
    jest.useRealTimers();
    await Promise.resolve();
  });
});
