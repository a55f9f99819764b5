import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ProductKeys } from '@weather/s3-store';
import { PUBLISHED_LINES } from '@weather/weather-domain/testing';
import { build } from 'esbuild';

/** Packages Nest looks for and goes without. */
const NOT_USED = [
  ...['@fastify/multipart', '@fastify/static', '@fastify/view', 'class-transformer'],
  ...['class-validator', '@nestjs/microservices', '@nestjs/platform-express', '@nestjs/websockets'],
];

const BANNER =
  "import { createRequire as bundleRequire } from 'node:module';" +
  'const require = bundleRequire(import.meta.url);';

interface Program {
  readonly child: ChildProcess;
  /** All it wrote so far. */
  readonly output: () => string;
  /** Its exit code, once it ended. */
  readonly ended: Promise<number | null>;
}

describe('the built program', () => {
  const folder = mkdtempSync(join(tmpdir(), 'products-api-'));
  const bundle = join(folder, 'main.mjs');
  const store = join(folder, 'store');
  const programs: Program[] = [];

  beforeAll(async () => {
    await build({
      entryPoints: [join(__dirname, '..', 'main.ts')],
      outfile: bundle,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20.19',
      banner: { js: BANNER },
      external: NOT_USED.flatMap((name) => [name, `${name}/*`]),
      logLevel: 'error',
    });
    mkdirSync(join(folder, 'swagger-ui'));
    const file = join(store, new ProductKeys().keyFor(new Date()));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, PUBLISHED_LINES.join('\n'));
  }, 60_000);

  afterAll(() => {
    for (const { child } of programs) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  function start(environment: Record<string, string>): Program {
    const env = { HOST: '127.0.0.1', PORT: '0', ENV_FILE: join(folder, 'none'), ...environment };
    writeFileSync(env.ENV_FILE, '');
    const child = spawn(process.execPath, [bundle], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (text) => (output += String(text)));
    child.stderr.on('data', (text) => (output += String(text)));
    const ended = once(child, 'close').then(([code]) => code as number | null);
    const program = { child, ended, output: () => output };
    programs.push(program);
    return program;
  }

  async function urlOf({ output, child }: Program): Promise<string> {
    while (child.exitCode === null) {
      const url = /"url":"([^"]+)"/.exec(output())?.[1];
      if (url !== undefined) return url;
      await sleep(20);
    }
    throw new Error(`it did not start: ${output()}`);
  }

  function statusOf(url: string, agent: Agent): Promise<number | string> {
    return new Promise((resolve) => {
      const request = get(url, { agent }, (answer) => {
        answer.resume().on('end', () => {
          resolve(answer.statusCode ?? 0);
        });
      });
      request.on('error', (error) => {
        resolve('code' in error ? String(error.code) : error.message);
      });
    });
  }

  it('ends with code 2 and names every fault of its configuration', async () => {
    const program = start({
      WEATHER_STORE_DIR: store,
      WEATHER_RESULTS_BUCKET: 'bucket-name',
      PORT: 'x',
      MAX_REQUESTS: '0',
      TRUST_PROXY: '10.0.0.0/33,nobody',
      CORS_ORIGINS: 'https://a.example/path',
      LOG_REQUESTS: 'some',
    });

    expect(await program.ended).toBe(2);
    const names = ['PORT="x"', 'MAX_REQUESTS="0"', '"10.0.0.0/33"', '"nobody"', 'CORS_ORIGINS'];
    for (const name of [...names, 'LOG_REQUESTS="some"', 'unset one']) {
      expect(program.output()).toContain(name);
    }
    expect(program.output()).not.toMatch(/\n\s+at /);
  }, 30_000);

  it('ends with code 1 when its port is taken', async () => {
    const first = start({ WEATHER_STORE_DIR: store });
    const { port } = new URL(await urlOf(first));
    const second = start({ WEATHER_STORE_DIR: store, PORT: port });

    expect(await second.ended).toBe(1);
    expect(second.output()).toContain('EADDRINUSE');
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);
  }, 60_000);

  it('loses no request while it drains and stops', async () => {
    const program = start({ WEATHER_STORE_DIR: store, DRAIN_SECONDS: '1' });
    const url = await urlOf(program);
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    const answers: (number | string)[] = [];
    let isPressing = true;
    const press = async (path: string): Promise<void> => {
      while (isPressing) answers.push(await statusOf(`${url}${path}`, agent));
    };
    const pressing = [1, 2, 3, 4, 5, 6, 7].map((limit) => press(`/products?limit=${limit}`));

    await sleep(300);
    program.child.kill('SIGTERM');
    await sleep(200);
    const ready = await statusOf(`${url}/health/ready`, agent);
    await sleep(500);
    isPressing = false;
    await Promise.all(pressing);
    const code = await program.ended;
    agent.destroy();

    expect(new Set(answers)).toEqual(new Set([200]));
    expect(answers.length).toBeGreaterThan(100);
    expect([ready, code]).toEqual([503, 0]);
    expect(program.output()).toMatch(/Server:Drain:Start[^]*Server:Stop:Done/);
    expect(program.output()).toContain('RateLimit:Start:Off');
  }, 60_000);

  it('takes up a limit that is set while it runs', async () => {
    const secrets = join(folder, 'limit.env');
    const program = start({ WEATHER_STORE_DIR: store, ENV_FILE: secrets });
    const url = await urlOf(program);
    const agent = new Agent({ keepAlive: true });
    const before = [await statusOf(url, agent), await statusOf(url, agent)];
    writeFileSync(secrets, 'MAX_REQUESTS=1\n');
    const writtenAt = performance.now();
    let after: number | string = 302;
    while (after === 302 && performance.now() - writtenAt < 5000) {
      await sleep(100);
      after = await statusOf(url, agent);
    }
    program.child.kill('SIGINT');

    expect([...before, after]).toEqual([302, 302, 429]);
    expect(await program.ended).toBe(0);
    agent.destroy();
  }, 60_000);
});
