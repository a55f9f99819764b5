import { z } from 'zod';
import type { ParameterFault } from '../errors/parameter-fault';
import { invalidParameters } from '../errors/problem-error';

/** The parameters of a route: what each must be, once lists are taken apart. */
export type QuerySchema = z.ZodObject<Readonly<Record<string, z.ZodType>>>;

/** So much of a faulty value is told. */
const SHOWN_CHARACTERS = 64;

/** Whether a parameter takes a list: repeated, or separated by commas. */
export function isListParameter(schema: z.ZodType | undefined): boolean {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return isListParameter(schema.unwrap() as z.ZodType);
  }
  return schema instanceof z.ZodArray;
}

function shown(value: string): string {
  const isLong = value.length > SHOWN_CHARACTERS;
  return JSON.stringify(isLong ? `${value.slice(0, SHOWN_CHARACTERS)}…` : value);
}

/** The values of a query by parameter, and what is wrong with their number. */
class QueryValues {
  readonly values = new Map<string, string | string[]>();
  readonly faults: ParameterFault[] = [];

  constructor(private readonly shape: QuerySchema['shape']) {}

  add(parameter: string, text: string): void {
    const known = this.values.get(parameter);
    if (!Object.hasOwn(this.shape, parameter)) this.note(parameter, this.unknown());
    else if (isListParameter(this.shape[parameter])) this.append(parameter, text);
    else if (known === undefined) this.values.set(parameter, text);
    else this.note(parameter, 'stands more than once: send it once');
  }

  private append(parameter: string, text: string): void {
    const parts = text.split(',').map((part) => part.trim());
    const known = this.values.get(parameter);
    this.values.set(parameter, Array.isArray(known) ? known.concat(parts) : parts);
  }

  private unknown(): string {
    const names = Object.keys(this.shape).join(', ');
    return names === ''
      ? 'is unknown: this path takes none'
      : `is unknown: expected one of ${names}`;
  }

  private note(parameter: string, detail: string): void {
    const isTold = this.faults.some((fault) => fault.parameter === parameter);
    if (!isTold) this.faults.push({ parameter: parameter.slice(0, SHOWN_CHARACTERS), detail });
  }
}

function faultOf(
  { path, message }: z.core.$ZodIssue,
  values: QueryValues['values'],
): ParameterFault {
  const [parameter, index] = path.map(String);
  const sent = values.get(parameter ?? '');
  const value = typeof sent === 'string' ? sent : sent?.[Number(index)];
  const detail = value === undefined ? message : `${shown(value)}: ${message}`;
  return { parameter: parameter ?? '', detail };
}

function distinct(faults: readonly ParameterFault[]): readonly ParameterFault[] {
  const byWords = faults.map((fault) => [`${fault.parameter} ${fault.detail}`, fault] as const);
  return [...new Map(byWords).values()];
}

/**
 * The parameters in the query of a URL.
 *
 * @param query what stands behind the `?`
 * @throws {ProblemError} with the faults of all parameters at once: unknown, repeated or not valid
 */
export function readQuery<Schema extends QuerySchema>(
  schema: Schema,
  query: string,
): z.infer<Schema> {
  const found = new QueryValues(schema.shape);
  for (const [parameter, text] of new URLSearchParams(query)) found.add(parameter, text);
  const parsed = schema.safeParse(Object.fromEntries(found.values));
  const issues = parsed.error?.issues ?? [];
  const faults = distinct([
    ...found.faults,
    ...issues.map((issue) => faultOf(issue, found.values)),
  ]);
  if (!parsed.success || faults.length > 0) throw invalidParameters(faults);
  return parsed.data;
}

/** What stands behind the `?` of a URL. */
export function queryOf(url: string): string {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start + 1);
}
