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

/** What each app needs beside its bundle. */
export const ASSETS: Readonly<Record<string, readonly AssetCopy[]>> = {
  'products-api': [{ files: SWAGGER_UI.map(fileOf('swagger-ui-dist')), into: 'swagger-ui' }],
};
