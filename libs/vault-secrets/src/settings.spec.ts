import { z } from 'zod';
import { ConfigurationError } from './configuration-error';
import { SecretFileError } from './secret-file-error';
import { readSettings } from './settings';

const schema = z.object({
  PORT: z.coerce.number('expected a port').int().min(1).max(65_535).default(8000),
  BUCKET: z.string('set it to the name of a bucket'),
});

describe('readSettings', () => {
  it('parses what it finds and fills in defaults', () => {
    const values: Record<string, string> = { BUCKET: 'products' };
    expect(readSettings(schema, (name) => values[name])).toEqual({
      PORT: 8000,
      BUCKET: 'products',
    });
  });

  it('takes an empty variable for one that is not set', () => {
    const values: Record<string, string> = { BUCKET: 'products', PORT: '' };
    expect(readSettings(schema, (name) => values[name]).PORT).toBe(8000);
  });

  it('names all faults at once, with the values', () => {
    const values: Record<string, string> = { PORT: 'eighty' };
    const read = () => readSettings(schema, (name) => values[name]);
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(
      'the configuration has 2 faults:\n' +
        '  - PORT="eighty": expected a port\n' +
        '  - BUCKET: set it to the name of a bucket',
    );
  });

  it('counts a file that cannot be read among the faults', () => {
    const lookUp = (name: string) => {
      if (name === 'PORT') throw new SecretFileError('/run/port', ['there is no such file']);
      return 'products';
    };
    expect(() => readSettings(schema, lookUp)).toThrow(
      'PORT: cannot use the secrets in /run/port: there is no such file',
    );
  });

  it('lets other errors pass', () => {
    const lookUp = () => {
      throw new TypeError('a defect');
    };
    expect(() => readSettings(schema, lookUp)).toThrow(TypeError);
  });
});
