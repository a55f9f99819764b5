import { exporterVariables, readExporterSettings } from './exporter-settings';

describe('readExporterSettings', () => {
  it('needs nothing to be set', () => {
    expect(readExporterSettings(() => undefined)).toEqual(exporterVariables.parse({}));
  });

  it('tells all faults at once, with the value and what is expected', () => {
    const values: Record<string, string> = {
      DAGSTER_GRAPHQL_URL: 'dagster-webserver',
      POLL_SECONDS: '0',
      PORT: 'x',
    };
    const read = () => readExporterSettings((name) => values[name]);

    expect(read).toThrow(/DAGSTER_GRAPHQL_URL="dagster-webserver": expected the URL of GraphQL/);
    expect(read).toThrow(/POLL_SECONDS="0": expected seconds, 1 to 3600/);
    expect(read).toThrow(/PORT="x": expected a port/);
  });
});
