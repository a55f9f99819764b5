import type { ProductReader } from '@weather/s3-store';
import { RequestQuota } from '../config/request-quota';
import type { ApiDependencies } from '../dependencies';
import type { ApiMetrics } from '../metrics/api-metrics';
import { RequestMetrics } from '../metrics/request-metrics';
import { ClientAddresses } from '../rate-limit/client-addresses';
import { RateLimit } from '../rate-limit/rate-limit';
import { accessLogOf } from './access-log';
import { Admission } from './admission';
import { CrossOrigin } from './cors';
import { EventLoopLag } from './event-loop-lag';
import { Front } from './front';
import { RequestIds } from './request-ids';
import { RequestLifecycle } from './request-lifecycle';
import { RouteTable } from './route-table';
import { Serving } from './serving';
import { WarmAnswers } from './warm-answers';

/** The share of the memory for caches that answers may hold on to to be warm. */
const WARM_SHARE = 1 / 16;

/** What surrounds every request, whatever its route. */
export interface HttpParts {
  readonly serving: Serving;
  readonly lag: EventLoopLag;
  readonly routes: RouteTable;
  readonly warm: WarmAnswers;
  readonly requestIds: RequestIds;
  readonly front: Front;
  readonly lifecycle: RequestLifecycle;
}

/** What they are made of. */
export interface HttpFoundations {
  readonly dependencies: ApiDependencies;
  readonly metrics: ApiMetrics;
  readonly reader: ProductReader;
}

function rateLimitOf({ dependencies, metrics }: HttpFoundations): RateLimit {
  const { lookUp, logger } = dependencies;
  const onFault = (reason: string): void => {
    logger.warn({ reason }, 'RequestQuota:Read:Failed');
  };
  const quota = new RequestQuota({ lookUp, onFault });
  return new RateLimit({
    quota: (nowMs) => quota.current(nowMs),
    onRefused: () => {
      metrics.metrics.rateLimited.inc();
    },
  });
}

function warmAnswersOf({ dependencies, metrics, reader }: HttpFoundations): WarmAnswers {
  const { settings, now } = dependencies;
  return new WarmAnswers({
    lastListedAt: () => reader.lastListedAt,
    listTtlMs: settings.listTtlMs,
    now,
    mostBytes: settings.cacheBytes * WARM_SHARE,
    onHit: metrics.counting(metrics.metrics.answerHits),
  });
}

/** What both the front and the hooks of the framework go by. */
function commonPartsOf(foundations: HttpFoundations) {
  const { logger, settings, tracing } = foundations.dependencies;
  return {
    serving: new Serving(),
    lag: new EventLoopLag(),
    addresses: new ClientAddresses(settings.trustedProxies),
    rateLimit: rateLimitOf(foundations),
    metrics: new RequestMetrics(foundations.metrics),
    accessLog: accessLogOf(logger, settings.loggedRequests),
    tracing,
  };
}

/** Puts together what surrounds every request. */
export function httpPartsOf(foundations: HttpFoundations): HttpParts {
  const common = commonPartsOf(foundations);
  const { serving, lag } = common;
  const routes = new RouteTable();
  const warm = warmAnswersOf(foundations);
  const requestIds = new RequestIds();
  const front = new Front({ ...common, warm, requestIds });
  const { shed } = foundations.metrics.metrics;
  const onShed = (): void => {
    shed.inc();
  };
  const lifecycle = new RequestLifecycle({
    ...common,
    admission: new Admission({ ...common, routes, onShed }),
    crossOrigin: new CrossOrigin(foundations.dependencies.settings.corsOrigins),
  });
  return { serving, lag, routes, warm, requestIds, front, lifecycle };
}
