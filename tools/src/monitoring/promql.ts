/** A series that an expression asks for. */
export interface Selector {
  readonly metric: string;
  /** Names of the labels it is selected by. */
  readonly labels: readonly string[];
}

const WORDS = new Set([
  ...['and', 'or', 'unless', 'by', 'without', 'on', 'ignoring', 'group_left', 'group_right'],
  ...['offset', 'bool', 'inf', 'nan', 'start', 'end'],
]);

const STRING = /"(?:[^"\\]|\\.)*"/g;
const GROUPING = /\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g;
const RANGE = /\[[^\]]*\]/g;
const OFFSET = /\boffset\s+\w+/g;
const NAME = /([A-Za-z_:][\w:]*)\s*(\{[^}]*\}|\()?/g;

function labelsOf(selection: string): readonly string[] {
  return [...selection.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = '']) => label);
}

/** The series that a PromQL expression asks for, functions and keywords left out. */
export function selectorsOf(expression: string): readonly Selector[] {
  const bare = expression
    .replace(STRING, '""')
    .replace(RANGE, '')
    .replace(GROUPING, '')
    .replace(OFFSET, '');
  const found = [...bare.matchAll(NAME)].map(([, name = '', rest = '']) => ({ name, rest }));
  return found
    .filter(({ name, rest }) => rest !== '(' && !WORDS.has(name.toLowerCase()))
    .map(({ name, rest }) => ({ metric: name, labels: labelsOf(rest) }));
}

/** The labels that an expression groups and matches by. */
export function groupingLabelsOf(expression: string): readonly string[] {
  return [...expression.replace(STRING, '""').matchAll(GROUPING)].flatMap(([clause]) => {
    const [, labels = ''] = /\(([^)]*)\)/.exec(clause) ?? [];
    return labels.split(',').flatMap((label) => (label.trim() === '' ? [] : [label.trim()]));
  });
}
