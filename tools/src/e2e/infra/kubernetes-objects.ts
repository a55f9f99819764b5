import type { KubernetesObject } from '@weather/infra/inventory';
import type { KubeApiServer } from '../../servers/kube-api-server';

interface ResourceList {
  readonly resources: readonly {
    readonly kind: string;
    readonly name: string;
    readonly namespaced: boolean;
  }[];
}

/** Sends objects to an API server under the paths that it tells for their kinds. */
export class KubernetesObjects {
  private readonly lists = new Map<string, Promise<ResourceList>>();

  constructor(private readonly server: KubeApiServer) {}

  /** Has the server check an object as if it were created; nothing is stored. */
  async tryOut(object: object): Promise<void> {
    const known = object as KubernetesObject;
    const path = `${await this.pathOf(known)}?dryRun=All&fieldValidation=Strict`;
    await this.server.send('POST', path, known);
  }

  /** Creates an object; one that is there stays. */
  async create(object: object): Promise<void> {
    const known = object as KubernetesObject;
    await this.server.create(await this.pathOf(known), known);
  }

  private async pathOf({ apiVersion, kind, metadata }: KubernetesObject): Promise<string> {
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const { resources } = await this.listOf(root);
    const found = resources.find((one) => one.kind === kind && !one.name.includes('/'));
    if (found === undefined) throw new RangeError(`${apiVersion} has no ${kind}`);
    const place = found.namespaced ? `/namespaces/${metadata.namespace ?? 'default'}` : '';
    return `${root}${place}/${found.name}`;
  }

  private listOf(root: string): Promise<ResourceList> {
    const list = this.lists.get(root) ?? (this.server.send('GET', root) as Promise<ResourceList>);
    this.lists.set(root, list);
    return list;
  }
}
