import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { portFault } from './free-port';

describe('portFault', () => {
  it.each(['0', '65536', 'eighty', '80.5', ''])('refuses %p', async (port) => {
    expect(await portFault(port)).toBe('expected a port, 1 to 65535');
  });

  it('finds a port that is taken, and one that is free again', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(0, () => {
        resolve();
      });
    });
    const port = String((server.address() as AddressInfo).port);
    expect(await portFault(port)).toBe('cannot listen there (EADDRINUSE)');
    await new Promise((resolve) => server.close(resolve));
    expect(await portFault(port)).toBeUndefined();
  });
});
