import { z } from 'zod';

const outputsSchema = z.record(
  z.string(),
  z.object({ sensitive: z.boolean().default(false), value: z.unknown() }),
);

/** What a stack tells of itself. A sensitive value is dropped where it is read, and has no `value`. */
export interface StackOutput {
  readonly stack: string;
  readonly name: string;
  readonly isSensitive: boolean;
  readonly value?: unknown;
}

/** Outputs that stacks only pass to each other. */
const BETWEEN_STACKS = 'cross-stack-output-';

/** The outputs in what `output -json` printed, without values that are sensitive. */
export function readOutputs(stack: string, json: string): readonly StackOutput[] {
  const outputs = outputsSchema.parse(JSON.parse(json));
  return Object.entries(outputs)
    .filter(([name]) => !name.startsWith(BETWEEN_STACKS))
    .map(([name, { sensitive, value }]) => ({
      ...{ stack, name, isSensitive: sensitive },
      ...(sensitive ? {} : { value }),
    }));
}

/** Outputs for programs: `{ <stack>: { <output>: <value> } }`, without those that are sensitive. */
export function outputsAsJson(outputs: readonly StackOutput[]): string {
  const shown = outputs.filter(({ isSensitive }) => !isSensitive);
  const names = [...new Set(shown.map(({ stack }) => stack))];
  const byStack = names.map((name) => {
    const own = shown.filter(({ stack }) => stack === name);
    return [name, Object.fromEntries(own.map((output) => [output.name, output.value]))] as const;
  });
  return JSON.stringify(Object.fromEntries(byStack), undefined, 2);
}

function shown({ isSensitive, value }: StackOutput): string {
  if (isSensitive) return '(sensitive)';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Rows in columns that are as wide as their widest cell. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return rows.map((row) => line(row).trimEnd()).join('\n');
}

/** Outputs for people. */
export function outputsAsTable(outputs: readonly StackOutput[]): string {
  if (outputs.length === 0) return 'No stack has an output yet.';
  const rows = outputs.map((output) => [output.stack, output.name, shown(output)]);
  return table([['STACK', 'OUTPUT', 'VALUE'], ...rows]);
}
