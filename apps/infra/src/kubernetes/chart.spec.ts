import { parse } from 'yaml';
import { chartValue } from './chart-value';
import { instantiate, renderChart, type Chart } from './chart';
import { object } from './objects';
import type { ConfigMap, ServiceAccount } from 'kubernetes-types/core/v1';

const account = object<ServiceAccount>(
  { apiVersion: 'v1', kind: 'ServiceAccount' },
  {
    name: 'api',
    namespace: 'data',
    annotations: { 'eks.amazonaws.com/role-arn': chartValue('apiRoleArn') },
  },
  { automountServiceAccountToken: false },
);
const text = object<ConfigMap>(
  { apiVersion: 'v1', kind: 'ConfigMap' },
  { name: 'text', namespace: 'data' },
  { data: { message: '{{ $labels.job }} failed "today": yes', number: '08' } },
);
const chart: Chart = { name: 'tried', description: 'A chart.', objects: [account, text] };

describe('renderChart', () => {
  const { files, values, version } = renderChart(chart);

  it('leaves what is known at deploy to Helm, quoted', () => {
    expect(files['tried/templates/serviceaccount.data.api.yaml']).toContain(
      'eks.amazonaws.com/role-arn: "{{ .Values.apiRoleArn }}"',
    );
    expect(values).toEqual(['apiRoleArn']);
  });

  it('keeps braces that are not for Helm', () => {
    const template = files['tried/templates/configmap.data.text.yaml'] ?? '';
    expect(template).toContain('{{ `{{` }} $labels.job {{ `}}` }} failed');
    const rendered = template.replaceAll('{{ `{{` }}', '{{').replaceAll('{{ `}}` }}', '}}');
    expect(parse(rendered)).toEqual(text);
  });

  it('has another version when an object is another', () => {
    const other = renderChart({ ...chart, objects: [account] });
    expect(other.version).not.toBe(version);
    expect(renderChart(chart).version).toBe(version);
  });

  it('refuses two objects of one name', () => {
    expect(() => renderChart({ ...chart, objects: [text, text] })).toThrow('have one name');
  });
});

describe('instantiate', () => {
  it('puts values in, and names the one that is missing', () => {
    const [first] = instantiate(chart, { apiRoleArn: 'arn:x' });
    expect(first?.metadata.annotations).toEqual({ 'eks.amazonaws.com/role-arn': 'arn:x' });
    expect(() => instantiate(chart, {})).toThrow('lacks the value apiRoleArn');
  });
});

describe('chartValue', () => {
  it('refuses what Helm could not call a value', () => {
    expect(() => chartValue('role-arn')).toThrow('"role-arn" is no name of a value');
  });
});
