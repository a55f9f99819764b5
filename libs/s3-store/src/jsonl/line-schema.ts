/** What a Standard Schema answers: a value, or what is wrong. */
export type SchemaResult<Value> =
  | { readonly value: Value; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/** One thing that is wrong, and where in the value. */
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** The part of Standard Schema v1 that is used here: zod, valibot and arktype all speak it. */
export interface StandardSchema<Value> {
  readonly '~standard': {
    readonly version: 1;
    validate(value: unknown): SchemaResult<Value> | Promise<SchemaResult<Value>>;
  };
}

/** A function that answers the value or throws why it cannot. */
export interface ValueParser<Value> {
  parse(value: unknown): Value;
}

/** Whatever tells a value of a line from any other JSON. */
export type LineSchema<Value> = StandardSchema<Value> | ValueParser<Value>;

function faultOf({ message, path = [] }: SchemaIssue): string {
  const steps = path.map((step) => String(typeof step === 'object' ? step.key : step));
  return steps.length === 0 ? message : `${steps.join('.')}: ${message}`;
}

function messageOf(error: unknown): string {
  const hasMessage = typeof error === 'object' && error !== null && 'message' in error;
  return String(hasMessage ? error.message : error);
}

function parsed<Value>(schema: ValueParser<Value>, value: unknown): SchemaResult<Value> {
  try {
    return { value: schema.parse(value) };
  } catch (error) {
    return { issues: [{ message: messageOf(error) }] };
  }
}

/** The value as the schema sees it, or what is wrong with it. */
export async function checked<Value>(
  schema: LineSchema<Value>,
  value: unknown,
): Promise<{ readonly value: Value } | { readonly faults: readonly string[] }> {
  const result =
    '~standard' in schema ? await schema['~standard'].validate(value) : parsed(schema, value);
  return result.issues === undefined
    ? { value: result.value }
    : { faults: result.issues.map(faultOf) };
}
