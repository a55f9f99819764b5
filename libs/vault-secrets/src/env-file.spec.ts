import { parseEnvFile } from './env-file';
import { SecretFileError } from './secret-file-error';

function parse(text: string): Record<string, string> {
  return Object.fromEntries(parseEnvFile(text, '/app/.env'));
}

function faultsIn(text: string): readonly string[] {
  try {
    parseEnvFile(text, '/app/.env');
  } catch (error) {
    if (error instanceof SecretFileError) return error.faults;
    throw error;
  }
  return [];
}

describe('parseEnvFile', () => {
  it('reads names and values, past comments and blank lines', () => {
    expect(parse('# secrets\n\nA=1\r\nB_2=two words\nEMPTY=\n')).toEqual({
      A: '1',
      B_2: 'two words',
      EMPTY: '',
    });
  });

  it('keeps what looks like a comment, a quote or an assignment inside a value', () => {
    expect(parse(`A=x#y\nB=it's "so"\nC=a=b=c`)).toEqual({ A: 'x#y', B: `it's "so"`, C: 'a=b=c' });
  });

  it('takes single quotes literally and double quotes with the escapes of JSON', () => {
    expect(parse(`A='a\\n b '\nB=" tab\\tand \\"quotes\\" \\u00e9 "`)).toEqual({
      A: 'a\\n b ',
      B: ' tab\tand "quotes" é ',
    });
  });

  it('names every fault by its line, and none of the values', () => {
    const text = `A=1\nexport KEY=hunter2\n B=hunter2\nC =hunter2\nhunter2\nA=hunter2\nD="hunter2\nE='hunter2\nF= hunter2`;
    const faults = faultsIn(text);
    expect(faults).toEqual([
      'line 2 drop "export": the file is not a shell script',
      'line 3 starts with white space',
      'line 4 has white space before "="',
      'line 5 is not NAME=VALUE',
      'line 6 sets A a second time',
      'line 7 the value of D needs closed quotes',
      'line 8 the value of E needs closed quotes',
      'line 9 the value of F needs closed quotes',
    ]);
    expect(faults.join()).not.toContain('hunter2');
  });

  it('names the file', () => {
    expect(() => parse('?')).toThrow('cannot use the secrets in /app/.env: line 1');
  });
});
