import { demoSettings, type DemoSettings, type Environment } from './demo-settings';
import { portFault } from './free-port';
import { exitOf, runTogether, startProgram } from './programs';
import { waitUntilReady, welcome } from './welcome';

/** Exit codes of a run that published something. */
const COLLECTED = [0, 3];

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function portFaults({ port, workerPort }: DemoSettings): Promise<readonly string[]> {
  const ports = { PORT: port, WORKER_PORT: workerPort };
  const faults = Object.entries(ports).map(async ([name, value]) => {
    const fault = await portFault(value);
    return fault === undefined ? [] : [`${name}=${value}: ${fault}; set ${name} to a free one`];
  });
  return (await Promise.all(faults)).flat();
}

/** The full hour: a demo that is started again within it finds its products already there. */
function currentHour(): string {
  return `${new Date().toISOString().slice(0, 13)}:00:00Z`;
}

async function collectOnce(environment: Environment): Promise<number> {
  const parameters = ['run', '--at', currentHour()];
  return exitOf(startProgram({ app: 'weather-worker', parameters, environment }));
}

async function serve(settings: DemoSettings): Promise<number> {
  const { programs, port, workerPort } = settings;
  const worker = { ...programs, WORKER_PORT: workerPort };
  const children = [
    startProgram({ app: 'weather-worker', parameters: ['schedule'], environment: worker }),
    startProgram({ app: 'products-api', parameters: [], environment: { ...programs, PORT: port } }),
  ];
  const ended = runTogether(children);
  const isReady = waitUntilReady(`http://127.0.0.1:${port}/health/ready`);
  if (await Promise.race([isReady, ended.then(() => false)])) say(welcome(settings));
  return ended;
}

async function main(): Promise<number> {
  const settings = demoSettings(process.env);
  const faults = await portFaults(settings);
  if (faults.length > 0) {
    process.stderr.write(`The demo cannot start:\n${faults.map((f) => `  - ${f}\n`).join('')}`);
    return 2;
  }
  say(`Collecting ${settings.summary} …`);
  const code = await collectOnce(settings.programs);
  return COLLECTED.includes(code) ? serve(settings) : code;
}

process.exitCode = await main();
