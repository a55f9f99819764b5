/** The most calls that run at once. */
const WIDEST = 8;

/** Takes up to `count` items from an iterator. */
async function take<Item>(
  items: AsyncIterator<Item, unknown, undefined>,
  count: number,
): Promise<readonly Item[]> {
  const taken: Item[] = [];
  while (taken.length < count) {
    const next = await items.next();
    if (next.done === true) break;
    taken.push(next.value);
  }
  return taken;
}

/**
 * What `load` answers for each item, in order, loaded in batches at once: `first` items, then twice
 * as many, up to 8. A consumer that soon has enough pays for little; one that needs much waits little.
 */
export async function* galloping<Item, Loaded>(
  items: AsyncIterable<Item, unknown, undefined>,
  load: (item: Item) => Promise<Loaded>,
  first = 1,
): AsyncGenerator<Loaded, void, undefined> {
  const iterator = items[Symbol.asyncIterator]();
  for (let width = Math.min(WIDEST, Math.max(1, first)); ; width = Math.min(WIDEST, width * 2)) {
    const batch = await take(iterator, width);
    yield* await Promise.all(batch.map(load));
    if (batch.length < width) return;
  }
}
