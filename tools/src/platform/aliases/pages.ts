import { PAGES } from '../verification/page-checks';

/** A page of the platform under a name of its own. */
export interface Alias {
  readonly host: string;
  readonly namespace: string;
  readonly service: string;
  /** Port of the service. */
  readonly port: number;
  /** Port on this machine. */
  readonly localPort: number;
}

/** The pages of the platform. Vault is not among them: its certificate is good for localhost only. */
export const ALIASES: readonly Alias[] = [
  { host: 'dagster.local', ...PAGES.dagster, localPort: 3000 },
  { host: 'api.dagster.local', ...PAGES.api, localPort: 8080 },
  { host: 'grafana.dagster.local', ...PAGES.grafana, localPort: 3001 },
  { host: 'prometheus.dagster.local', ...PAGES.prometheus, localPort: 9090 },
  { host: 'alertmanager.dagster.local', ...PAGES.alertmanager, localPort: 9093 },
];

/** Where people look. */
export function urlOf({ host, localPort }: Pick<Alias, 'host' | 'localPort'>): string {
  return `http://${host}:${localPort}`;
}

/** The command that brings a page to this machine. */
export function forwardCommand({ namespace, service, port, localPort }: Alias): string {
  return `kubectl -n ${namespace} port-forward service/${service} ${localPort}:${port}`;
}
