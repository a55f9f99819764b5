import { startHealthServer, PortError, type HealthParts, type HealthServer } from './health-server';
import { Readiness } from './readiness';

describe('the health server', () => {
  const parts: HealthParts = {
    isAlive: () => true,
    checkReady: () => Promise.resolve({ isReady: true }),
    metrics: () => Promise.resolve('some_metric 1\n'),
    metricsType: 'text/plain; version=0.0.4; charset=utf-8',
  };
  let server: HealthServer | undefined;

  afterEach(() => server?.close());

  async function get(path: string, changes: Partial<HealthParts> = {}, init: RequestInit = {}) {
    server = await startHealthServer(0, { ...parts, ...changes });
    const response = await fetch(`http://127.0.0.1:${server.port}${path}`, init);
    return { status: response.status, headers: response.headers, body: await response.text() };
  }

  it.each(['/health/live', '/health/ready', '/health/ready?verbose'])(
    'answers 200 to %s',
    async (path) => {
      expect(await get(path)).toMatchObject({ status: 200, body: '{"status":"ok"}' });
    },
  );

  it('answers 503 and why when it is not ready', async () => {
    const checkReady = () => Promise.resolve({ isReady: false as const, because: 'no store' });
    expect(await get('/health/ready', { checkReady })).toMatchObject({
      status: 503,
      body: '{"status":"unavailable","because":"no store"}',
    });
  });

  it('answers 503 when the schedule is stuck', async () => {
    expect((await get('/health/live', { isAlive: () => false })).status).toBe(503);
  });

  it('serves metrics in their type', async () => {
    const { body, headers } = await get('/metrics');
    expect(body).toBe('some_metric 1\n');
    expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  });

  it('knows no other path and no other method', async () => {
    expect((await get('/')).status).toBe(404);
    await server?.close();
    const { status, headers } = await get('/metrics', {}, { method: 'POST' });
    expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    await server?.close();
    expect(await get('/metrics', {}, { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  });

  it('says which port is taken, and what to set', async () => {
    server = await startHealthServer(0, parts);
    const again = startHealthServer(server.port, parts);
    await expect(again).rejects.toThrow(PortError);
    await expect(again).rejects.toThrow(
      `cannot listen on port ${server.port}: another program listens there; set WORKER_PORT`,
    );
  });
});

describe('Readiness', () => {
  let elapsed = 0;
  let asked = 0;
  let isUp = false;

  const readiness = () =>
    new Readiness(
      () => {
        asked += 1;
        return isUp ? Promise.resolve() : Promise.reject(new Error('down'));
      },
      () => elapsed,
    );

  beforeEach(() => {
    asked = 0;
    isUp = false;
  });

  it('waits for the store, which is asked once a second at most', async () => {
    const ready = readiness();
    const notYet = { isReady: false, because: 'the store has not answered yet' };
    expect(await Promise.all([ready.check(), ready.check()])).toEqual([notYet, notYet]);
    await ready.check();
    expect(asked).toBe(1);
    elapsed += 1000;
    isUp = true;
    expect(await ready.check()).toEqual({ isReady: true });
    await ready.check();
    expect(asked).toBe(2);
  });

  it('is over after two failed runs, and back after one that succeeds', async () => {
    const ready = readiness();
    ready.noteRun(true);
    ready.noteRun(false);
    expect(await ready.check()).toEqual({ isReady: true });
    ready.noteRun(false);
    expect(await ready.check()).toEqual({ isReady: false, because: 'the last 2 runs failed' });
    ready.noteRun(true);
    expect(await ready.check()).toEqual({ isReady: true });
    expect(asked).toBe(0);
  });
});
