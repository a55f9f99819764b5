/** A page of the platform under a name of its own. */
export interface Alias {
  readonly host: string;
  readonly namespace: string;
  readonly service: string;
  /** Port of the service. */
  readonly port: number;
  /** Port on this machine. */
  readonly local: number;
}

/** The pages of the platform. */
export const ALIASES: readonly Alias[] = [
  {
    host: 'dagster.dagster.local',
    namespace: 'data',
    service: 'dagster-dagster-webserver',
    port: 80,
    local: 3000,
  },
  {
    host: 'api.dagster.local',
    namespace: 'data',
    service: 'products-api',
    port: 8080,
    local: 8080,
  },
  {
    host: 'grafana.dagster.local',
    namespace: 'monitoring',
    service: 'kps-grafana',
    port: 80,
    local: 3001,
  },
  {
    host: 'prometheus.dagster.local',
    namespace: 'monitoring',
    service: 'kps-prometheus',
    port: 9090,
    local: 9090,
  },
  {
    host: 'alertmanager.dagster.local',
    namespace: 'monitoring',
    service: 'kps-alertmanager',
    port: 9093,
    local: 9093,
  },
  { host: 'vault.dagster.local', namespace: 'vault', service: 'vault', port: 8200, local: 8200 },
];

const BEGIN = '# begin weather platform';
const END = '# end weather platform';

/** The text of a hosts file without what we put in. */
export function withoutAliases(hosts: string): string {
  const lines = hosts.split('\n');
  const begin = lines.indexOf(BEGIN);
  const end = lines.indexOf(END);
  if (begin < 0 || end < begin) return hosts;
  return [...lines.slice(0, begin), ...lines.slice(end + 1)].join('\n');
}

/** The text of a hosts file with our names in it, once. */
export function withAliases(hosts: string, aliases: readonly Alias[] = ALIASES): string {
  const own = [BEGIN, ...aliases.map(({ host }) => `127.0.0.1 ${host}`), END, ''].join('\n');
  const others = withoutAliases(hosts);
  return `${others}${others === '' || others.endsWith('\n') ? '' : '\n'}${own}`;
}

/** What `kubectl` is told to lead a page to this machine. */
export function forwardOf({ namespace, service, port, local }: Alias): readonly string[] {
  return ['port-forward', '--namespace', namespace, `service/${service}`, `${local}:${port}`];
}

/** Where people look. */
export function urlOf({ host, local, service }: Alias): string {
  return `${service === 'vault' ? 'https' : 'http'}://${host}:${local}`;
}
