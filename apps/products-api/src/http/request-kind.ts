/** What many requests have in common. */
export interface RequestKind {
  readonly method: string;
  /** The template of the route, or `unmatched`. */
  readonly route: string;
  readonly status: number;
}

/**
 * Something for each kind of request. Kinds are few and requests many, so it is looked up step by
 * step, which unlike a name put together for each request makes nothing new.
 */
export class ByKind<Value> {
  private readonly routes = new Map<string, Map<number, Map<string, Value>>>();

  /** @param make what is kept for a kind when it is met first */
  constructor(private readonly make: (kind: RequestKind) => Value) {}

  get(kind: RequestKind): Value {
    return this.routes.get(kind.route)?.get(kind.status)?.get(kind.method) ?? this.add(kind);
  }

  /** All that is kept. */
  *values(): Generator<Value, void, undefined> {
    for (const statuses of this.routes.values()) {
      for (const methods of statuses.values()) yield* methods.values();
    }
  }

  private add(kind: RequestKind): Value {
    const { method, route, status } = kind;
    const statuses = this.routes.get(route) ?? new Map<number, Map<string, Value>>();
    const methods = statuses.get(status) ?? new Map<string, Value>();
    const value = this.make(kind);
    this.routes.set(route, statuses.set(status, methods.set(method, value)));
    return value;
  }
}
