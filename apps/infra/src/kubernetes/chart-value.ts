const MARK = /%%([a-z][a-zA-Z0-9]*)%%/g;

/**
 * Stands in an object for a value that is known only when the platform is deployed, such as the ARN
 * of a role; the chart that the object is rendered into takes it under this name.
 */
export function chartValue(name: string): string {
  if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) throw new RangeError(`"${name}" is no name of a value`);
  return `%%${name}%%`;
}

/** The names of the values that stand in a text, each once. */
export function valuesIn(text: string): readonly string[] {
  return [...new Set(Array.from(text.matchAll(MARK), (match) => match[1] ?? ''))].toSorted();
}

/** A text for Helm: what Helm would take for its own is kept as it is, and values are its. */
export function asTemplate(text: string): string {
  return text
    .replaceAll(/\{\{|\}\}/g, (braces) => `{{ \`${braces}\` }}`)
    .replaceAll(MARK, '{{ .Values.$1 }}');
}

/**
 * A text with values put in.
 *
 * @throws {RangeError} when a value is missing
 */
export function withValues(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(MARK, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new RangeError(`the chart lacks the value ${name}`);
    return value;
  });
}
