import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Files that a program serves and that stand beside its bundle. */
export interface AssetCopy {
  readonly files: readonly string[];
  /** Folder inside the bundle's. */
  readonly into: string;
}

const SWAGGER_UI = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

function fileOf(packageName: string): (file: string) => string {
  const folder = dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`));
  return (file) => join(folder, file);
}

const CODE_LOCATION = join('apps', 'weather-worker', 'dagster');
const PACKAGE = join(CODE_LOCATION, 'weather_dagster');

/** The Python package, without what its interpreter keeps beside it. */
function packageFiles(): readonly string[] {
  const files = readdirSync(PACKAGE).filter((name) => /\.(py|json)$/.test(name));
  return files.map((name) => join(PACKAGE, name));
}

/** What lets Dagster run the worker. */
const DAGSTER: readonly AssetCopy[] = [
  { files: [join('apps', 'weather-worker', 'entrypoint.sh')], into: '.' },
  {
    files: ['requirements.txt', 'dagster.yaml'].map((name) => join(CODE_LOCATION, name)),
    into: 'dagster',
  },
  { files: packageFiles(), into: join('dagster', 'weather_dagster') },
];

/** What each app needs beside its bundle. */
export const ASSETS: Readonly<Record<string, readonly AssetCopy[]>> = {
  'products-api': [{ files: SWAGGER_UI.map(fileOf('swagger-ui-dist')), into: 'swagger-ui' }],
  'weather-worker': DAGSTER,
};
