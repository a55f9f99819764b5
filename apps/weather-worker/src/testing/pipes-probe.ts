import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { openPipes } from '../pipes/open-pipes';
import { PIPES_LEVELS } from '../pipes/message';
import { metadata, type MetadataValue } from '../pipes/metadata';

const COLUMNS = [{ name: 'temp', type: 'number', description: 'Air temperature, °C.' }];

/** One value of every type, for Dagster to read. */
const EVERY_TYPE: Readonly<Record<string, MetadataValue>> = {
  text: metadata.text('words'),
  url: metadata.url('https://example.org/'),
  path: metadata.path('/a/file'),
  notebook: metadata.notebook('/a/notebook.ipynb'),
  md: metadata.md('**bold**'),
  json: metadata.json({ quux: { a: 1, b: 2 }, corge: null }),
  bool: metadata.bool(true),
  int: metadata.int(5),
  float: metadata.float(5),
  part: metadata.float(0.1),
  timestamp: metadata.timestamp(new Date('2026-11-23T12:00:00Z')),
  dagster_run: metadata.dagsterRun('db892d7f-0031-4747-973d-22e8b9095d9d'),
  asset: metadata.asset('some/asset'),
  null: metadata.none(),
  table: metadata.table([{ temp: 1.5 }], COLUMNS),
  table_schema: metadata.tableSchema(COLUMNS),
};

const wanted = z
  .object({
    /** What the step must have been given. */
    extras: z.json().optional(),
    jobName: z.string().optional(),
    logs: z.boolean().default(false),
    custom: z.object({ payload: z.json() }).optional(),
    materialization: z
      .object({ assetKey: z.string().optional(), dataVersion: z.string().optional() })
      .optional(),
    check: z.object({ assetKey: z.string().optional(), passed: z.boolean() }).optional(),
    prints: z.string().optional(),
    throws: z.string().optional(),
  })
  .parse(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')));

function expectEqual(what: string, given: unknown, expected: unknown): void {
  if (isDeepStrictEqual(given, expected)) return;
  throw new Error(`${what}: ${JSON.stringify(given)} instead of ${JSON.stringify(expected)}`);
}

const { env: environment, stdout, stderr } = process;
const pipes = await openPipes({ environment, stdout, stderr });
if (pipes === undefined) throw new Error('this is no step of Dagster');
const { session } = pipes;
try {
  if (wanted.extras !== undefined) {
    expectEqual('extras', session.context.extras, wanted.extras);
  }
  if (wanted.jobName !== undefined) {
    expectEqual('job', session.context.job_name, wanted.jobName);
  }
  for (const level of wanted.logs ? PIPES_LEVELS : []) session.log(level, `${level} message`);
  if (wanted.custom !== undefined) session.reportCustomMessage(wanted.custom.payload);
  if (wanted.materialization !== undefined) {
    session.reportMaterialization({ ...wanted.materialization, metadata: EVERY_TYPE });
  }
  if (wanted.check !== undefined) {
    const check = { checkName: 'my_check', severity: 'WARN', metadata: EVERY_TYPE } as const;
    session.reportCheck({ ...wanted.check, ...check });
  }
  if (wanted.prints !== undefined) session.logExternalStream('stdout', wanted.prints);
  if (wanted.throws !== undefined) {
    throw new Error(wanted.throws, { cause: new TypeError('the reason of it') });
  }
} catch (error) {
  session.fail(error);
  process.exitCode = 1;
} finally {
  await session.close();
}
