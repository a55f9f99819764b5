import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../timing/clock';
import { weatherAt, startStandIn, json, type StandIn } from './stand-in';
import { until } from './until';
import { startWorker, type WorkerCommand, type WorkerProcess } from './worker-process';

/** What is done to the worker. */
export interface KillScenario {
  /** How the worker is started. */
  readonly command: WorkerCommand;
  /** How often a run is killed. */
  readonly rounds: number;
  /** Where the store may be; must not exist yet. */
  readonly directory: string;
  /** 0 ≤ number < 1: when it is killed. */
  readonly random: () => number;
}

/** What came of it. */
export interface KillReport {
  readonly rounds: number;
  /** How many runs were killed before they ended by themselves. */
  readonly killed: number;
  /** How many of those had written something already. */
  readonly killedAfterWrite: number;
  /** Everything that is not as it should be; empty when all is well. */
  readonly faults: readonly string[];
}

const HOUR_MS = 3_600_000;
const FIRST = Date.parse('2026-11-23T00:00:00Z');
const CITIES = Array.from({ length: 20 }, (_, index) => ({
  name: `city ${index}`,
  lat: index,
  lon: 0,
}));
/** The city whose line is set aside. */
const BROKEN = CITIES.at(-1);
const PARTIAL = 3;

/** Answers take a moment, and say when they were given: two runs never write the same bytes. */
function startSource(): Promise<StandIn> {
  return startStandIn((call) => {
    const isBroken = call.query.get('lat') === String(BROKEN?.lat);
    const answer = isBroken
      ? json({ cod: 200, coord: { lat: BROKEN?.lat, lon: 0 } })
      : weatherAt(call);
    return { ...answer, delayMs: 2 };
  });
}

interface StoredLine {
  readonly location_name?: string;
  readonly fetched?: { readonly city: { readonly name?: string } };
}

/** Files of the store that others can see, whole or not. */
function filesOf(directory: string): readonly string[] {
  try {
    return readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter(
      (name) =>
        name.endsWith('.jsonl') && !name.split(/[/\\]/).some((part) => part.startsWith('.')),
    );
  } catch {
    // No run has come as far as to make the directory.
    return [];
  }
}

/** The cities in a file; a fault when a line is cut. */
function citiesIn(directory: string, file: string, faults: string[]): readonly string[] {
  return readFileSync(join(directory, file), 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        const { location_name: name, fetched } = JSON.parse(line) as StoredLine;
        return name ?? fetched?.city.name ?? [];
      } catch {
        faults.push(`${file} holds a line that is cut: ${line.slice(0, 80)}`);
        return [];
      }
    });
}

function prefixesAt(at: Date): readonly [string, string] {
  const [date = '', time = ''] = at.toISOString().split('T');
  const hour = `${date.replaceAll('-', '/')}/${time.slice(0, 2)}`;
  return [`weather-products/${hour}`, `_quarantine/${hour}`];
}

/** What is wrong with what stands there for `at`: each city once, nothing cut. */
function faultsAt(directory: string, at: Date): readonly string[] {
  const faults: string[] = [];
  const [products, quarantine] = prefixesAt(at).map((prefix) =>
    filesOf(directory)
      .filter((file) => file.replaceAll('\\', '/').startsWith(prefix))
      .flatMap((file) => citiesIn(directory, file, faults))
      .sort(),
  );
  const expected = CITIES.filter((city) => city !== BROKEN).map(({ name }) => name);
  if (String(products) !== String(expected.sort()))
    faults.push(`products at ${at.toISOString()}: ${String(products)}`);
  if (String(quarantine) !== BROKEN?.name)
    faults.push(`quarantine at ${at.toISOString()}: ${String(quarantine)}`);
  return faults;
}

/** Between the last answer and the end of the process lie the writes: so long they take, about. */
const WRITING_MS = 40;

/** Waits for a moment that is drawn: during the fetch, at the first write, or somewhat later. */
async function sometime(source: StandIn, directory: string, random: () => number): Promise<void> {
  const kind = Math.floor(random() * 3);
  const calls = kind === 0 ? Math.ceil(random() * CITIES.length) : CITIES.length;
  const target = source.calls.length + calls;
  const files = filesOf(directory).length;
  await until(() => source.calls.length >= target);
  if (kind === 1) await until(() => filesOf(directory).length > files);
  if (kind === 2) await systemClock.sleep(random() * WRITING_MS);
}

/** One round: a run is killed, and run again. */
class Round {
  readonly faults: string[] = [];
  wasKilled = false;
  hadWritten = false;

  constructor(
    private readonly at: Date,
    private readonly start: (at: Date) => WorkerProcess,
    private readonly directory: string,
  ) {}

  async play(source: StandIn, random: () => number): Promise<this> {
    const before = filesOf(this.directory).length;
    const victim = this.start(this.at);
    await sometime(source, this.directory, random);
    victim.kill('SIGKILL');
    this.wasKilled = (await victim.ended).code === undefined;
    this.hadWritten = filesOf(this.directory).length > before;
    const { code, stderr } = await this.start(this.at).ended;
    if (code !== PARTIAL)
      this.faults.push(`${this.at.toISOString()}: exit code ${code}: ${stderr}`);
    this.faults.push(...faultsAt(this.directory, this.at));
    return this;
  }
}

function environmentOf(source: StandIn, directory: string) {
  return {
    OPENWEATHER_URL: source.url,
    OPENWEATHER_API_KEY: 'a-key',
    OPENWEATHER_RATE_LIMIT: '0',
    WEATHER_CITIES: JSON.stringify(CITIES),
    WEATHER_STORE_DIR: directory,
    WEATHER_CONCURRENCY: '2',
  };
}

/**
 * Kills runs at random moments, as `kill -9` does, and runs them again. Whenever that was, there must
 * be no cut object, no line twice, and none lost.
 */
export async function runKillScenario(scenario: KillScenario): Promise<KillReport> {
  const { command, rounds, directory, random } = scenario;
  const source = await startSource();
  const environment = environmentOf(source, directory);
  const start = (at: Date) =>
    startWorker(command, { words: ['run', '--at', at.toISOString()], environment });
  const played: Round[] = [];
  for (let index = 0; index < rounds; index += 1) {
    const at = new Date(FIRST + index * HOUR_MS);
    played.push(await new Round(at, start, directory).play(source, random));
  }
  await source.close();
  return {
    rounds,
    killed: played.filter(({ wasKilled }) => wasKilled).length,
    killedAfterWrite: played.filter((round) => round.wasKilled && round.hadWritten).length,
    faults: played.flatMap(({ faults }) => faults),
  };
}
