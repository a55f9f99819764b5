/**
 * What `load` answers for each item, in order, with up to `width` loads ahead of the consumer.
 * When the consumer stops, nothing new is loaded; failures of what was under way are dropped.
 */
export async function* prefetched<Item, Loaded>(
  items: Iterable<Item>,
  load: (item: Item) => Promise<Loaded>,
  width: number,
): AsyncGenerator<Loaded, void, undefined> {
  const ahead: Promise<Loaded>[] = [];
  for (const item of items) {
    const loading = load(item);
    loading.catch(() => undefined);
    ahead.push(loading);
    if (ahead.length < width) continue;
    const [next] = ahead.splice(0, 1);
    if (next !== undefined) yield await next;
  }
  for (const loading of ahead) yield await loading;
}
