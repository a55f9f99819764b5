import { outputsAsJson, outputsAsTable, readOutputs } from './outputs';

const json = JSON.stringify({
  'products-bucket': { sensitive: false, type: 'string', value: 'weather' },
  zones: { sensitive: false, type: ['list', 'string'], value: ['a', 'b'] },
  'db-password': { sensitive: true, type: 'string', value: 'hunter2' },
  'cross-stack-output-aws_vpc_id': { sensitive: true, type: 'string', value: 'vpc-1' },
});

describe('outputs', () => {
  const outputs = readOutputs('storage', json);

  it('lose a sensitive value as soon as they are read', () => {
    expect(JSON.stringify(outputs)).not.toContain('hunter2');
  });

  it('are a table for people, without what stacks only pass to each other', () => {
    expect(outputsAsTable(outputs)).toBe(
      [
        'STACK    OUTPUT           VALUE',
        'storage  products-bucket  weather',
        'storage  zones            ["a","b"]',
        'storage  db-password      (sensitive)',
      ].join('\n'),
    );
  });

  it('are JSON for programs, without what is sensitive', () => {
    expect(JSON.parse(outputsAsJson(outputs))).toEqual({
      storage: { 'products-bucket': 'weather', zones: ['a', 'b'] },
    });
  });

  it('say when there are none', () => {
    expect(outputsAsTable([])).toBe('No stack has an output yet.');
  });
});
