import fc from 'fast-check';
import { parseEnvFile } from '../env-file';
import { Secret } from '../secret';
import { formatEnvFile } from './format-env-file';

describe('formatEnvFile', () => {
  it('is read by parseEnvFile as it was written, whatever the values hold', () => {
    const values = fc.dictionary(
      fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,9}$/),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(values, (expected) => {
        const secrets = Object.entries(expected).map(
          ([name, value]) => [name, new Secret(value)] as const,
        );
        const text = formatEnvFile(new Map(secrets));
        expect(Object.fromEntries(parseEnvFile(text, '.env'))).toEqual({ ...expected });
      }),
    );
  });

  it('quotes only what needs it, and sorts by name', () => {
    const secrets = { B: 'two words', A: 'x#"y', C: ' padded', D: "'q'", E: 'a\nb' };
    const entries = Object.entries(secrets).map(
      ([name, value]) => [name, new Secret(value)] as const,
    );
    expect(formatEnvFile(new Map(entries))).toBe(
      `A=x#"y\nB=two words\nC=" padded"\nD="'q'"\nE="a\\nb"\n`,
    );
  });
});
