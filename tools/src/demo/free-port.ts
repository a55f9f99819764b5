import { createServer } from 'node:net';

/** Why nothing can listen on `port`, or `undefined` when something can. */
export function portFault(port: string): Promise<string | undefined> {
  const number = Number(port);
  if (!Number.isInteger(number) || number < 1 || number > 65_535) {
    return Promise.resolve('expected a port, 1 to 65535');
  }
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => {
      resolve(`cannot listen there (${'code' in error ? String(error.code) : error.message})`);
    });
    server.listen(number, () => {
      server.close(() => {
        resolve(undefined);
      });
    });
  });
}
