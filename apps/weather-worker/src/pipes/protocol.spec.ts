import { deflateSync } from 'node:zlib';
import { pipesException } from './exception';
import { encodeMessage } from './message';
import { metadata, normalizeMetadata } from './metadata';
import { bootstrapParams, encodeParams } from './params';
import { assetKeyPath, assetOf, parseContext } from './pipes-context';

describe('the parameters of a step', () => {
  // As `dagster_pipes.encode_param({"path": "/tmp/é"})` writes them (Dagster 1.13.27).
  const FROM_PYTHON = 'eJyrVipILMlQslJQ0i/JLdCPKTUwSLVUqgUAVgoHBg==';

  const given = (context: string) => ({
    DAGSTER_PIPES_CONTEXT: context,
    DAGSTER_PIPES_MESSAGES: encodeParams({ stdio: 'stderr' }),
  });

  it('are read as Dagster writes them', () => {
    expect(bootstrapParams(given(FROM_PYTHON))).toEqual({
      context: { path: '/tmp/é' },
      messages: { stdio: 'stderr' },
    });
  });

  it('are none outside of Dagster', () => {
    expect(bootstrapParams({})).toBeUndefined();
    expect(bootstrapParams({ DAGSTER_PIPES_CONTEXT: '' })).toBeUndefined();
  });

  it.each([
    'no base64!',
    Buffer.from('{}').toString('base64'),
    deflateSync('[]').toString('base64'),
  ])('are refused when they are no JSON object in zlib and base64: %s', (context) => {
    expect(() => bootstrapParams(given(context))).toThrow('DAGSTER_PIPES_CONTEXT: expected JSON');
  });

  it('are refused when only half of them is there', () => {
    expect(() => bootstrapParams({ DAGSTER_PIPES_CONTEXT: FROM_PYTHON })).toThrow(
      'DAGSTER_PIPES_MESSAGES is not',
    );
  });
});

describe('the context of a step', () => {
  const MINIMAL = { run_id: 'r', retry_number: 0 };

  it('may be of an op, of an asset, with a partition or without', () => {
    const nothing = {
      asset_keys: null,
      code_version_by_asset_key: null,
      provenance_by_asset_key: null,
      partition_key: null,
      partition_key_range: null,
      partition_time_window: null,
      job_name: null,
      extras: {},
    };
    const asset = {
      asset_keys: ['a/b'],
      code_version_by_asset_key: { 'a/b': null },
      provenance_by_asset_key: {
        'a/b': { code_version: '1', input_data_versions: { c: 'x' }, is_user_provided: true },
      },
      partition_key: '2026-11-23-12:00',
      partition_key_range: { start: '2026-11-23-12:00', end: '2026-11-23-12:00' },
      partition_time_window: {
        start: '2026-11-23T12:00:00+00:00',
        end: '2026-11-23T13:00:00+00:00',
      },
    };
    expect(parseContext({ ...MINIMAL, ...nothing })).toMatchObject(nothing);
    expect(parseContext({ ...MINIMAL, ...asset, told_by_a_later_dagster: 1 })).toMatchObject(asset);
  });

  it('is refused with what is wrong about it', () => {
    expect(() => parseContext({ run_id: 1 })).toThrow(/run_id[^]*retry_number/);
  });

  it('tells which asset a report is about', () => {
    const step = (asset_keys: string[] | null) => parseContext({ ...MINIMAL, asset_keys });
    expect(assetOf(step(['a']))).toBe('a');
    expect(assetOf(step(['a', 'b']), 'b')).toBe('b');
    expect(() => assetOf(step(['a', 'b']))).toThrow('say which one');
    expect(() => assetOf(step(['a']), 'c')).toThrow('makes no asset "c"; it makes a');
    expect(() => assetOf(step(null))).toThrow('makes no asset');
  });

  it.each([
    ['a', ['a']],
    ['a/b', ['a', 'b']],
    ['a\\/b/c', ['a/b', 'c']],
    ['a\\\\/b', ['a\\', 'b']],
  ])('knows the parts of the asset key %s', (key, parts) => {
    expect(assetKeyPath(key)).toEqual(parts);
  });
});

describe('metadata', () => {
  it('goes out with a type, and is inferred without', () => {
    const columns = [{ name: 'temp', type: 'number' }];
    const given = {
      bare: 'words',
      list: [1, 'two', null],
      nothing: null,
      text: metadata.text('t'),
      int: metadata.int(3),
      when: metadata.timestamp(new Date('2026-11-23T12:00:00Z')),
      json: metadata.json({ a: [null, { b: true }] }),
      table: metadata.table([{ temp: 1.5 }], columns),
      schema: metadata.tableSchema(columns),
    };
    expect(normalizeMetadata(given)).toEqual({
      bare: { type: '__infer__', raw_value: 'words' },
      list: { type: '__infer__', raw_value: [1, 'two', null] },
      nothing: { type: '__infer__', raw_value: null },
      text: { type: 'text', raw_value: 't' },
      int: { type: 'int', raw_value: 3 },
      when: { type: 'timestamp', raw_value: 1_795_435_200 },
      json: { type: 'json', raw_value: { a: [null, { b: true }] } },
      table: { type: 'table', raw_value: { records: [{ temp: 1.5 }], schema: columns } },
      schema: { type: 'table_schema', raw_value: { columns } },
    });
  });

  it.each([
    [{ a: { b: 1 } as never }, 'metadata "a" is an object'],
    [{ a: { type: 'colour', raw_value: 1 } }, 'there is no type "colour"'],
    [{ a: Number.NaN }, 'metadata "a" holds a value that JSON cannot say'],
    [{ a: metadata.json({ b: Infinity }) }, 'metadata "a" holds a value that JSON cannot say'],
    [{ a: undefined as never }, 'metadata "a" holds a value that JSON cannot say'],
  ])('is refused where Dagster would refuse it: %j', (given, message) => {
    expect(() => normalizeMetadata(given)).toThrow(message);
  });

  it('is refused where a number is not whole', () => {
    expect(() => metadata.int(1.5)).toThrow('1.5 is no whole number');
  });
});

describe('a message', () => {
  it('is one line with the version of the protocol', () => {
    const line = encodeMessage('log', { message: 'two\nlines', level: 'INFO' });
    expect(line).not.toContain('\n');
    expect(JSON.parse(line)).toEqual({
      __dagster_pipes_version: '0.1',
      method: 'log',
      params: { message: 'two\nlines', level: 'INFO' },
    });
  });

  it.each([
    [metadata.float(5), '5.0'],
    [metadata.float(-5), '-5.0'],
    [metadata.float(0.25), '0.25'],
    [metadata.float(1e21), '1e+21'],
    [metadata.timestamp(new Date(60_000)), '60.0'],
    [metadata.int(5), '5'],
    [metadata.text('5'), '"5"'],
  ])('tells whole floats from whole numbers, as Python does: %j', (value, text) => {
    const params = { asset_key: 'a', metadata: { value }, data_version: null };
    const line = encodeMessage('report_asset_materialization', params);
    expect(line).toContain(`"raw_value":${text}}`);
    expect((JSON.parse(line) as { params: unknown }).params).toEqual(params);
  });
});

describe('an exception', () => {
  it('is told with its causes', () => {
    const cause = new TypeError('the key is gone');
    const told = pipesException(new Error('could not fetch', { cause }));
    expect(told).toMatchObject({
      name: 'Error',
      message: 'could not fetch',
      cause: { name: 'TypeError', message: 'the key is gone', cause: null },
      context: null,
    });
    expect(told.stack.join('')).toMatch(/^\s+at /);
    expect(told.stack.join('')).not.toContain('could not fetch');
  });

  it('may be anything that was thrown, and may be its own cause', () => {
    expect(pipesException('no')).toMatchObject({ message: 'no', name: null, stack: [] });
    const circle = new Error('round');
    circle.cause = circle;
    expect(JSON.stringify(pipesException(circle)).match(/round/g)).toHaveLength(21);
  });
});
