import { z } from 'zod';
import { allOf } from './cluster-checks';
import type { Check, LivePlatform, Page } from './check';

const MONITORING_RUNBOOK = 'docs/operations/monitoring.md';

/** Pages of the platform; the operator of Prometheus gives its services these names always. */
export const PAGES = {
  api: { namespace: 'data', service: 'products-api', port: 8080 },
  dagster: { namespace: 'data', service: 'dagster-dagster-webserver', port: 80 },
  grafana: { namespace: 'monitoring', service: 'kps-grafana', port: 80 },
  prometheus: { namespace: 'monitoring', service: 'prometheus-operated', port: 9090 },
  alertmanager: { namespace: 'monitoring', service: 'alertmanager-operated', port: 9093 },
} as const satisfies Readonly<Record<string, Omit<Page, 'path'>>>;

/** What a page answers, read by a schema; another status than 200 is a fault of the page. */
async function answerOf<T>(platform: LivePlatform, page: Page, schema: z.ZodType<T>): Promise<T> {
  const { status, body } = await platform.page(page);
  if (status !== 200) throw new Error(`${page.service} answers ${status}`);
  return schema.parse(JSON.parse(body));
}

const READY: Check = {
  name: 'the products API is ready',
  fix: 'kubectl -n data logs deployment/products-api; docs/operations/api.md',
  look: async (platform) => {
    const { status } = await platform.page({ ...PAGES.api, path: '/health/ready' });
    return { isRight: status === 200, found: `answers ${status}` };
  },
};

const PRODUCTS: Check = {
  name: 'the products API reads products',
  fix: 'is its role allowed to read the bucket? nx run infra:deploy --stack identity',
  look: async (platform) => {
    const page = { ...PAGES.api, path: '/products?limit=1' };
    const { length } = await answerOf(platform, page, z.array(z.unknown()));
    const hint = length === 0 ? 'none yet: run weather_product_job once' : `${length} lines`;
    return { isRight: true, found: hint };
  },
};

function bucketCheck(bucket: string): Check {
  return {
    name: `bucket ${bucket} is there`,
    fix: 'nx run infra:deploy --stack storage',
    look: async (platform) => {
      const isRight = await platform.hasBucket(bucket);
      return { isRight, found: isRight ? 'answers' : 'is not there, or may not be looked into' };
    },
  };
}

const targets = z.object({
  data: z.object({
    activeTargets: z.array(z.object({ labels: z.object({ job: z.string() }), health: z.string() })),
  }),
});

function scrapedCheck(jobs: readonly string[]): Check {
  return {
    name: 'Prometheus collects metrics',
    fix: `Prometheus, Status > Targets says why not; ${MONITORING_RUNBOOK}`,
    look: async (platform) => {
      const page = { ...PAGES.prometheus, path: '/api/v1/targets?state=active' };
      const { data } = await answerOf(platform, page, targets);
      const isCollected = (job: string) => {
        const own = data.activeTargets.filter(({ labels }) => labels.job === job);
        return own.length > 0 && own.every(({ health }) => health === 'up');
      };
      return allOf(
        jobs,
        jobs.filter((job) => !isCollected(job)),
      );
    },
  };
}

const rules = z.object({
  data: z.object({
    groups: z.array(z.object({ rules: z.array(z.object({ name: z.string() })) })),
  }),
});

function alertsCheck(alerts: readonly string[]): Check {
  return {
    name: 'Prometheus knows our alerts',
    fix: 'nx run infra:deploy --stack monitoring',
    look: async (platform) => {
      const page = { ...PAGES.prometheus, path: '/api/v1/rules?type=alert' };
      const { data } = await answerOf(platform, page, rules);
      const known = new Set(data.groups.flatMap((group) => group.rules.map(({ name }) => name)));
      const missing = alerts.filter((alert) => !known.has(alert));
      const found = missing.length === 0 ? `all ${alerts.length}` : `without ${missing.join(', ')}`;
      return { isRight: missing.length === 0, found };
    },
  };
}

const ALERTMANAGER: Check = {
  name: 'Alertmanager is ready',
  fix: `kubectl -n monitoring get pods: is its configuration taken? ${MONITORING_RUNBOOK}`,
  look: async (platform) => {
    const { status } = await platform.page({ ...PAGES.alertmanager, path: '/-/ready' });
    return { isRight: status === 200, found: `answers ${status}` };
  },
};

const GRAFANA: Check = {
  name: 'Grafana answers',
  fix: 'kubectl -n monitoring get pods: is secret grafana-admin there, is its volume bound?',
  look: async (platform) => {
    const page = { ...PAGES.grafana, path: '/api/health' };
    const { database } = await answerOf(platform, page, z.object({ database: z.string() }));
    return { isRight: database === 'ok', found: `its database is ${database}` };
  },
};

/** What has to be so of what people and Prometheus look at. */
export interface Expected {
  readonly bucket: string;
  /** Values of the label `job` that have to be collected. */
  readonly jobs: readonly string[];
  readonly alerts: readonly string[];
}

/** What has to be so of pages. */
export function pageChecks({ bucket, jobs, alerts }: Expected): readonly Check[] {
  const watched = [scrapedCheck(jobs), alertsCheck(alerts), ALERTMANAGER, GRAFANA];
  return [bucketCheck(bucket), READY, PRODUCTS, ...watched];
}
