import { MemoryObjectStore } from './memory-object-store';
import { itKeepsTheObjectStoreContract } from './object-store-contract';

itKeepsTheObjectStoreContract('MemoryObjectStore', () => new MemoryObjectStore());

describe('MemoryObjectStore', () => {
  it('shows what is stored', async () => {
    const store = new MemoryObjectStore();
    await store.create('a', { body: Buffer.from('x'), rowCount: 1, contentType: 'text/plain' });

    expect(store.textOf('a')).toBe('x');
    expect(store.objects.get('a')?.contentType).toBe('text/plain');
  });

  it('counts a page for every 1,000 keys', async () => {
    const store = new MemoryObjectStore();
    for (let index = 0; index < 2000; index += 1) store.plant(`k${10_000 + index}`, '');
    const listing = store.keys('k');
    let count = 0;
    for await (const key of listing) count += key.length > 0 ? 1 : 0;

    expect([count, listing.pages]).toEqual([2000, 2]);
  });

  it('knows neither sha256 nor rows of what another program wrote', async () => {
    const store = new MemoryObjectStore();
    store.plant('a', 'x');

    expect(await store.stat('a')).toMatchObject({ sha256: undefined, rowCount: undefined });
    await expect(
      store.create('a', { body: Buffer.from('x'), rowCount: 1, contentType: 'text/plain' }),
    ).resolves.toMatchObject({ outcome: 'unchanged' });
  });

  it('forgets what is removed', async () => {
    const store = new MemoryObjectStore();
    store.plant('a', 'x');
    store.remove('a');

    expect(await store.stat('a')).toBeUndefined();
  });
});
