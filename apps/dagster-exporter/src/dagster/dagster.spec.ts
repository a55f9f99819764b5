import {
  GraphqlStandIn,
  itKeepsTheDagsterContract,
  itTellsThatDagsterIsAway,
  MemoryDagster,
  plantExampleRuns,
} from '../testing';
import { GraphqlClient } from './graphql-client';
import { GraphqlDagster } from './graphql-dagster';

const memory = new MemoryDagster();
plantExampleRuns(memory);

describe('MemoryDagster', () => {
  itKeepsTheDagsterContract(() => memory);

  const away = new MemoryDagster();
  away.isDown = true;
  itTellsThatDagsterIsAway(() => away);
});

describe('GraphqlDagster', () => {
  const standIn = new GraphqlStandIn(memory);
  let dagster: GraphqlDagster;
  let url: string;

  beforeAll(async () => {
    url = await standIn.listen();
    dagster = new GraphqlDagster(new GraphqlClient({ url, timeoutMs: 2000 }));
  });

  afterAll(() => standIn.close());

  itKeepsTheDagsterContract(() => dagster);

  const nobody = new GraphqlClient({ url: 'http://127.0.0.1:1/graphql', timeoutMs: 500 });
  itTellsThatDagsterIsAway(() => new GraphqlDagster(nobody));

  const pythonError = { __typename: 'PythonError', message: 'Timeout\n  File "x.py", line 1' };

  it.each([
    [200, { data: { runsOrError: pythonError } }, 'PythonError: Timeout'],
    [200, { data: { runsOrError: { __typename: 'Runs', results: [{}] } } }, 'results.0'],
    [200, { data: null, errors: [{ message: 'no such field\n  at x' }] }, 'no such field'],
    [400, { errors: [{ message: 'syntax error' }] }, 'syntax error'],
    [502, 'bad gateway', 'answered 502'],
    [200, 'a page that is no JSON', 'answered 200'],
  ])('takes an error for an error: %d %j', async (status, body, told) => {
    standIn.answerInstead({
      status,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const failure = dagster.runs({ limit: 1 });

    await expect(failure).rejects.toThrow(`could not list runs: `);
    await expect(failure).rejects.toThrow(told);
    await expect(failure).rejects.not.toThrow('x.py');
  });

  it('says what it waited for in vain', async () => {
    const slow = new GraphqlClient({ url, timeoutMs: 50 });
    memory.beforeRuns = () => new Promise(() => undefined);
    try {
      await expect(new GraphqlDagster(slow).runs({ limit: 1 })).rejects.toThrow(/timeout/);
    } finally {
      memory.beforeRuns = () => Promise.resolve();
    }
  });

  it('tells code locations that load, that do not and that are loading, with their schedules', async () => {
    const other = new MemoryDagster();
    const schedules = [
      { name: 'weather_hourly', isRunning: true, lastTick: { at: 1_000, isFailure: true } },
      { name: 'off', isRunning: false, lastTick: undefined },
    ];
    other.locations.set('good', {
      name: 'good',
      state: 'loaded',
      jobs: [],
      schedules,
      sensors: [],
    });
    other.define('bad', [], 'failed');
    other.define('slow', [], 'loading');
    const otherStandIn = new GraphqlStandIn(other);
    const client = new GraphqlClient({ url: await otherStandIn.listen(), timeoutMs: 2000 });

    expect(await new GraphqlDagster(client).roster()).toEqual(await other.roster());
    await otherStandIn.close();
  });
});
