import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { directoryForEach } from '../testing/temporary-directory';
import { TextSink } from '../testing/test-shell';
import { ChunkChannel, FileChannel } from './message-channel';
import { metadata } from './metadata';
import { openPipes } from './open-pipes';
import { encodeParams, type PipesParams } from './params';
import { PipesError } from './pipes-error';

interface Message {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

const CONTEXT = { run_id: 'r', retry_number: 0, asset_keys: ['a'], extras: { x: [1, null] } };

function messagesIn(text: string): readonly Message[] {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Message);
}

describe('the line to Dagster', () => {
  const path = directoryForEach();

  const written = () => messagesIn(readFileSync(path('messages'), 'utf8'));

  async function open(
    context: PipesParams = { data: CONTEXT },
    messages: PipesParams = { path: path('messages') },
  ) {
    const [stdout, stderr] = [new TextSink(), new TextSink()];
    const environment = {
      DAGSTER_PIPES_CONTEXT: encodeParams(context),
      DAGSTER_PIPES_MESSAGES: encodeParams(messages),
    };
    const pipes = await openPipes({ environment, stdout, stderr });
    if (pipes === undefined) throw new Error('it is no step');
    return { ...pipes, stdout, stderr };
  }

  it('is none outside of Dagster', async () => {
    const place = { environment: {}, stdout: new TextSink(), stderr: new TextSink() };
    expect(await openPipes(place)).toBeUndefined();
  });

  it('tells everything in order, with exactly the parameters Dagster takes', async () => {
    const { session } = await open();
    session.log('WARNING', 'hm');
    session.reportMaterialization({ metadata: { rows: metadata.int(2) }, dataVersion: 'v' });
    session.reportCheck({ checkName: 'c', passed: false, severity: 'WARN' });
    session.reportCustomMessage({ any: ['thing', null] });
    session.logExternalStream('stdout', 'text\n');
    await session.close();
    expect(written().map(({ method, params }) => [method, params])).toEqual([
      ['opened', { extras: {} }],
      ['log', { message: 'hm', level: 'WARNING' }],
      [
        'report_asset_materialization',
        { asset_key: 'a', metadata: { rows: { type: 'int', raw_value: 2 } }, data_version: 'v' },
      ],
      [
        'report_asset_check',
        { asset_key: 'a', check_name: 'c', passed: false, severity: 'WARN', metadata: null },
      ],
      ['report_custom_message', { payload: { any: ['thing', null] } }],
      ['log_external_stream', { stream: 'stdout', text: 'text\n', extras: {} }],
      ['closed', {}],
    ]);
  });

  it('closes once, with the first failure, and takes nothing afterwards', async () => {
    const { session } = await open();
    session.fail(new Error('Very bad error has happened!'));
    session.fail(new Error('and another'));
    await session.close();
    await session.close();
    expect(() => {
      session.log('INFO', 'late');
    }).toThrow('the line to Dagster is closed');
    expect(written()).toMatchObject([
      { method: 'opened' },
      {
        method: 'closed',
        params: { exception: { name: 'Error', message: 'Very bad error has happened!' } },
      },
    ]);
  });

  it('reports an asset once', async () => {
    const { session } = await open();
    session.reportMaterialization();
    expect(() => {
      session.reportMaterialization();
    }).toThrow('asset "a" has been reported before');
  });

  it('reads the context from a file, and says which one it cannot read', async () => {
    writeFileSync(path('context.json'), JSON.stringify(CONTEXT));
    const { session } = await open({ path: path('context.json') });
    expect(session.context).toEqual(CONTEXT);
    await expect(open({ path: path('none') })).rejects.toThrow(`from ${path('none')}`);
    writeFileSync(path('broken'), '{');
    await expect(open({ path: path('broken') })).rejects.toThrow('is no JSON');
  });

  it('says what it does not know', async () => {
    await expect(open({ pigeon: 1 })).rejects.toThrow(
      'which context Dagster means by {"pigeon":1}',
    );
    await expect(open({ data: CONTEXT }, { stdio: 'fax' })).rejects.toThrow('{"stdio":"fax"}');
  });

  it.each(['stdout', 'stderr'] as const)('goes to %s as it happens', async (stream) => {
    const opened = await open({ data: CONTEXT }, { stdio: stream });
    expect(messagesIn(opened[stream].text)).toMatchObject([{ method: 'opened' }]);
    await opened.session.close();
    expect(messagesIn(opened[stream].text)).toHaveLength(2);
  });

  it('goes to a stream in one piece when it is to be buffered', async () => {
    const { session, stderr } = await open({ data: CONTEXT }, { buffered_stdio: 'stderr' });
    expect(stderr.text).toBe('');
    await session.close();
    expect(messagesIn(stderr.text)).toMatchObject([{ method: 'opened' }, { method: 'closed' }]);
  });

  it('goes on when messages do not get through, and fails at the end', async () => {
    const channel = new FileChannel(path('none/messages'));
    channel.write('{}');
    await expect(channel.close()).rejects.toThrow(PipesError);
    expect(existsSync(path('none'))).toBe(false);
  });

  describe('in chunks', () => {
    it('numbers them from 1, and leaves none out', async () => {
      const chunks: [number, string][] = [];
      const put = (index: number, body: string) => {
        chunks.push([index, body]);
        return Promise.resolve();
      };
      const channel = new ChunkChannel(put, 5);
      channel.write('a');
      channel.write('b');
      await new Promise((resolve) => setTimeout(resolve, 30));
      channel.write('c');
      await channel.close();
      expect(chunks).toEqual([
        [1, 'a\nb'],
        [2, 'c'],
      ]);
    });

    it('sends with the next what could not be sent, and fails when nothing helps', async () => {
      const bodies: string[] = [];
      let refused = 1;
      const put = (_index: number, body: string) => {
        refused -= 1;
        if (refused >= 0) return Promise.reject(new Error('slow down'));
        bodies.push(body);
        return Promise.resolve();
      };
      const channel = new ChunkChannel(put, 5);
      channel.write('a');
      await new Promise((resolve) => setTimeout(resolve, 30));
      channel.write('b');
      await channel.close();
      expect(bodies.join('\n')).toBe('a\nb');
      refused = Infinity;
      const lost = new ChunkChannel(put, 60_000);
      lost.write('c');
      await expect(lost.close()).rejects.toThrow('1 messages for Dagster could not be stored');
    });
  });
});
