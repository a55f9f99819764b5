import { createLogger } from './logger';

interface Line {
  readonly level: string;
  readonly msg: string;
  readonly service: string;
  readonly err?: { readonly type: string; readonly message: string; readonly cause?: unknown };
}

function logged(write: (logger: ReturnType<typeof createLogger>) => void, level?: string): Line[] {
  const lines: string[] = [];
  const destination = { write: (line: string) => lines.push(line) };
  write(createLogger({ service: 'test', level, isForPeople: false }, destination));
  return lines.map((line) => JSON.parse(line) as Line);
}

describe('createLogger', () => {
  it('writes one JSON object a line, with the level in words and the time in UTC', () => {
    const [line] = logged((logger) => {
      logger.info({ rows: 2 }, 'Product:Write:Done');
    });
    expect(line).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
      service: 'test',
      rows: 2,
      msg: 'Product:Write:Done',
    });
  });

  it('leaves out lines below its level', () => {
    const lines = logged((logger) => {
      logger.info('not this');
      logger.warn('this');
    }, 'warn');
    expect(lines.map(({ msg }) => msg)).toEqual(['this']);
  });

  it('writes an error with its causes, and nothing that hangs on it', () => {
    const cause = Object.assign(new TypeError('inner'), { request: { appid: 'hunter2' } });
    const [line] = logged((logger) => {
      logger.error({ err: new Error('outer', { cause }) }, 'Run:Fail');
    });
    expect(line?.err).toMatchObject({ type: 'Error', message: 'outer' });
    expect(line?.err?.cause).toMatchObject({ type: 'TypeError', message: 'inner' });
    expect(JSON.stringify(line)).not.toContain('hunter2');
  });

  it('writes an error that is no Error as it is', () => {
    const [line] = logged((logger) => {
      logger.error({ err: 'a text' }, 'Run:Fail');
    });
    expect(line?.err).toBe('a text');
  });
});
