import { trace, type Tracer } from '@opentelemetry/api';
import {
  observedStore,
  ProductReader,
  type ReaderEvent,
  type StoreCall,
  type StoreObserver,
} from '@weather/s3-store';
import type { Logger } from '@weather/telemetry';
import type { ApiDependencies } from '../dependencies';
import type { ApiMetrics } from '../metrics/api-metrics';

/** Objects read at once: a usual answer takes one round of reading. */
const CONCURRENCY = 48;

/** The share of the memory for caches that products get; answers get the rest. */
export const PRODUCTS_SHARE = 0.75;

type Recorders = Readonly<Partial<Record<ReaderEvent['kind'], () => void>>>;

/** What each kind of event is counted as. Listings are counted as calls of the store. */
function recordersOf({ metrics }: ApiMetrics): Recorders {
  return {
    'cache-hit': () => {
      metrics.cacheHits.inc();
    },
    'cache-miss': () => {
      metrics.cacheMisses.inc();
    },
    'cache-evicted': () => {
      metrics.cacheEvictions.inc();
    },
    'invalid-line': () => {
      metrics.invalidLines.inc();
    },
    'object-gone': () => {
      metrics.goneProducts.inc();
    },
  };
}

/** Counts what happens in the reader, and tells in the log what is wrong with products. */
function eventRecorder(metrics: ApiMetrics, logger: Logger): (event: ReaderEvent) => void {
  const recorders = recordersOf(metrics);
  return (event) => {
    recorders[event.kind]?.();
    if (event.kind === 'invalid-line') {
      logger.warn({ key: event.key, line: event.line }, 'ProductLine:Check:Invalid');
    }
    if (event.kind === 'object-gone') logger.info({ key: event.key }, 'Product:Read:Gone');
  };
}

function metricsObserver({ metrics }: ApiMetrics): StoreObserver {
  return ({ action: op, outcome, seconds }) => {
    metrics.storeCalls.inc({ op, outcome });
    metrics.storeSeconds.observe({ op }, seconds);
  };
}

/** Makes a span of each call of the store, as a child of the request that waited for it. */
function spanObserver(tracer: Tracer): StoreObserver {
  return ({ action, outcome, seconds }: StoreCall) => {
    if (trace.getActiveSpan() === undefined) return;
    const end = Date.now();
    const attributes = { 'store.outcome': outcome };
    tracer.startSpan(`store ${action}`, { startTime: end - seconds * 1000, attributes }).end(end);
  };
}

function gaugesOf(
  reader: ProductReader,
  { metrics }: ApiMetrics,
  { keys }: ApiDependencies,
): () => void {
  return () => {
    const { newestKey, lastListedAt } = reader;
    const newest = newestKey === undefined ? undefined : keys.instantOf(newestKey);
    metrics.cacheBytes.set(reader.cacheBytes);
    metrics.newestProduct.set((newest?.getTime() ?? 0) / 1000);
    metrics.lastRefresh.set((lastListedAt?.getTime() ?? 0) / 1000);
  };
}

/** The reader of products, whose work is counted, logged and traced. */
export function observedReader(dependencies: ApiDependencies, metrics: ApiMetrics): ProductReader {
  const { store, keys, settings, now, logger, tracing } = dependencies;
  const count = metricsObserver(metrics);
  const traced = tracing.isExporting ? spanObserver(tracing.tracer) : () => undefined;
  const observed = observedStore(store, (call) => {
    count(call);
    traced(call);
  });
  const reader = new ProductReader(observed, keys, {
    listTtlMs: settings.listTtlMs,
    staleWhileRevalidateMs: settings.listTtlMs,
    cacheBytes: Math.floor(settings.cacheBytes * PRODUCTS_SHARE),
    concurrency: CONCURRENCY,
    now,
    onEvent: eventRecorder(metrics, logger),
  });
  metrics.beforeScrape(gaugesOf(reader, metrics, dependencies));
  return reader;
}
