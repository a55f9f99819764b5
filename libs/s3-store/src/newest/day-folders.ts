import type { ObjectStore } from '../object-store';
import type { ProductKeys } from '../product-keys';
import { galloping } from './galloping';

/** The days a descent visits: whole days of products, as prefixes. */
export interface DaySpan {
  /** The prefix of the first day, or `undefined` for no bound. */
  readonly first: string | undefined;
  /** The prefix of the day behind the last. */
  readonly behind: string;
  readonly signal: AbortSignal | undefined;
}

const FOLDER_TAIL = /^\d{4}\/((0[1-9]|1[0-2])\/((0[1-9]|[12]\d|3[01])\/)?)?$/;

/** Whether `folder` is a year, a month or a day of products, and may hold days of the span. */
function isVisited(folder: string, { prefix }: ProductKeys, span: DaySpan): boolean {
  if (!FOLDER_TAIL.test(folder.slice(prefix.length))) return false;
  const isLate = span.first === undefined || folder >= span.first.slice(0, folder.length);
  return isLate && folder < span.behind;
}

async function* flat<Item>(
  lists: AsyncIterable<readonly Item[]>,
): AsyncGenerator<Item, void, undefined> {
  for await (const list of lists) yield* list;
}

/**
 * The prefixes of the days in the span that have objects, newest first. Asks the store only for
 * folders that exist and only as far as its consumer goes on.
 */
export function dayFolders(
  store: ObjectStore,
  keys: ProductKeys,
  span: DaySpan,
): AsyncGenerator<string, void, undefined> {
  const inside = async (folder: string): Promise<readonly string[]> => {
    const folders = await store.folders(folder, { signal: span.signal });
    return folders.filter((found) => isVisited(found, keys, span)).reverse();
  };
  const years = flat(galloping(one(keys.prefix), inside));
  const months = flat(galloping(years, inside));
  return flat(galloping(months, inside));
}

/** An iterable of one, in the shape the others have. */
async function* one<Item>(item: Item): AsyncGenerator<Item, void, undefined> {
  yield await Promise.resolve(item);
}
