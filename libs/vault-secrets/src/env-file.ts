import { SecretFileError } from './secret-file-error';

const ASSIGNMENT = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/;
const SINGLE_QUOTED = /^'([^']*)'$/;

/** Why a line is no assignment, in words that do not repeat it. */
function faultOf(line: string): string {
  if (line.startsWith('export ')) return 'drop "export": the file is not a shell script';
  if (/^\s/.test(line)) return 'starts with white space';
  if (/^[A-Za-z_][A-Za-z0-9_]*\s+=/.test(line)) return 'has white space before "="';
  return 'is not NAME=VALUE';
}

function doubleQuoted(raw: string): string | undefined {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The value behind `=`, or `undefined` when its quotes do not close or white space surrounds it. */
function valueOf(raw: string): string | undefined {
  if (raw.startsWith('"')) return doubleQuoted(raw);
  if (raw.startsWith("'")) return SINGLE_QUOTED.exec(raw)?.[1];
  return raw === raw.trim() ? raw : undefined;
}

class EnvFileParser {
  readonly variables = new Map<string, string>();
  readonly faults: string[] = [];

  read(line: string, number: number): void {
    if (line.trim() === '' || line.startsWith('#')) return;
    const [, name = '', raw = ''] = ASSIGNMENT.exec(line) ?? [];
    if (name === '') this.note(number, faultOf(line));
    else this.assign(name, raw, number);
  }

  private assign(name: string, raw: string, number: number): void {
    const value = valueOf(raw);
    if (this.variables.has(name)) this.note(number, `sets ${name} a second time`);
    else if (value === undefined) this.note(number, `the value of ${name} needs closed quotes`);
    else this.variables.set(name, value);
  }

  private note(number: number, fault: string): void {
    this.faults.push(`line ${number} ${fault}`);
  }
}

/**
 * The variables of a secrets file: `NAME=VALUE` lines, blank lines and `#` comments. A value stands as
 * it is, in single quotes (taken literally), or in double quotes (with the escapes of JSON).
 *
 * @param path where `text` was read, for the error
 * @throws {SecretFileError} with all faults of all lines, by number, without their content
 */
export function parseEnvFile(text: string, path: string): ReadonlyMap<string, string> {
  const parser = new EnvFileParser();
  text.split(/\r?\n/).forEach((line, index) => {
    parser.read(line, index + 1);
  });
  if (parser.faults.length > 0) throw new SecretFileError(path, parser.faults);
  return parser.variables;
}
