interface Route {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

/** `/cities/:city/stats` as a pattern of the paths that match it; `*` stands for the rest. */
function patternOf(template: string): RegExp {
  const source = template
    .split('/')
    .map((part) => {
      if (part.startsWith(':')) return '[^/]+';
      return part === '*' ? '.*' : part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
    })
    .join('/');
  return new RegExp(`^${source}$`);
}

/** The methods of each path, to tell "no such thing" from "not like this". */
export class RouteTable {
  private readonly routes = new Map<string, Route>();

  add(template: string, methods: readonly string[]): void {
    const route = this.routes.get(template) ?? { pattern: patternOf(template), methods: new Set() };
    for (const method of methods) route.methods.add(method);
    this.routes.set(template, route);
  }

  /** The templates of all routes. */
  get templates(): readonly string[] {
    return [...this.routes.keys()];
  }

  /** The methods that `path` can be asked with; none when there is nothing. */
  methodsOf(path: string): readonly string[] {
    const found = [...this.routes.values()].filter(({ pattern }) => pattern.test(path));
    return [...new Set(found.flatMap(({ methods }) => [...methods]))].sort();
  }
}
