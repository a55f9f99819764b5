import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { directoryForEach } from '../testing/temporary-directory';
import { TextSink } from '../testing/test-shell';
import { FileError } from './file-error';
import { withOutputs } from './line-output';

describe('withOutputs', () => {
  const path = directoryForEach();
  const text = (name: string) => readFileSync(path(name), 'utf8');

  it('shows files whole, and together', async () => {
    const seen: string[][] = [];
    await withOutputs(new TextSink(), async (outputs) => {
      const [a, b] = [await outputs.open(path('a')), await outputs.open(path('b'))];
      await a.write('x'.repeat(100_000));
      await b.write('y');
      seen.push(readdirSync(path('.')).filter((name) => !name.startsWith('.')));
      return { keepsOutputs: true };
    });
    expect(seen).toEqual([[]]);
    expect(readdirSync(path('.')).sort()).toEqual(['a', 'b']);
    expect([text('a').length, text('b')]).toEqual([100_001, 'y\n']);
  });

  it('leaves what stood there alone when the work fails or is not to be kept', async () => {
    writeFileSync(path('a'), 'before');
    const failing = withOutputs(new TextSink(), async (outputs) => {
      await (await outputs.open(path('a'))).write('after');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await withOutputs(new TextSink(), async (outputs) => {
      await (await outputs.open(path('a'))).write('after');
      return { keepsOutputs: false };
    });
    expect(readdirSync(path('.'))).toEqual(['a']);
    expect(text('a')).toBe('before');
  });

  it('writes to standard output as it goes', async () => {
    const stdout = new TextSink();
    await withOutputs(stdout, async (outputs) => {
      await (await outputs.open('-')).write('line');
      expect(stdout.text).toBe('line\n');
      return { keepsOutputs: false };
    });
  });

  it('says which file cannot be written, and why', async () => {
    const opening = withOutputs(new TextSink(), async (outputs) => {
      await outputs.open(path('none/a'));
      return { keepsOutputs: true };
    });
    await expect(opening).rejects.toThrow(FileError);
    await expect(opening).rejects.toThrow(
      `cannot write ${path('none/a')}: there is no such file or directory`,
    );
    mkdirSync(path('taken'));
    const renaming = withOutputs(new TextSink(), async (outputs) => {
      await outputs.open(path('taken'));
      return { keepsOutputs: true };
    });
    await expect(renaming).rejects.toThrow(`cannot write ${path('taken')}`);
    expect(readdirSync(path('.'))).toEqual(['taken']);
  });
});
