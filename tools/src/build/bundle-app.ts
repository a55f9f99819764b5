import { existsSync } from 'node:fs';
import { cp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cyclonedxEsbuildPlugin } from '@cyclonedx/cyclonedx-esbuild';
import { build, type BuildOptions } from 'esbuild';
import { ASSETS, type AssetCopy } from './assets';

/**
 * Packages that Nest loads only when an app uses them. None of ours does, so they are not installed,
 * and the bundle leaves the import to fail where it is caught.
 */
const NOT_USED = [
  '@fastify/multipart',
  '@fastify/static',
  '@fastify/view',
  '@nestjs/microservices',
  '@nestjs/platform-express',
  '@nestjs/websockets',
  'class-transformer',
  'class-validator',
];

/** CommonJS packages inside the bundle look for `require`. */
const REQUIRE_BANNER =
  "import { createRequire as createBundleRequire } from 'node:module';" +
  'const require = createBundleRequire(import.meta.url);';

/** The program, the health check of its image, and the init container that fetches its secrets, if any. */
const ENTRY_POINTS = ['main.ts', 'healthcheck.ts', 'vault-init.ts'];

function optionsFor(app: string, outdir: string): BuildOptions {
  return {
    entryPoints: ENTRY_POINTS.map((file) => join('apps', app, 'src', file)).filter(existsSync),
    absWorkingDir: process.cwd(),
    outdir,
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    banner: { js: REQUIRE_BANNER },
    external: NOT_USED.flatMap((name) => [name, `${name}/*`]),
    sourcemap: true,
    sourcesContent: false,
    legalComments: 'linked',
    logLevel: 'warning',
    metafile: true,
    plugins: [cyclonedxEsbuildPlugin({ outputFile: 'sbom.cdx.json', outputReproducible: true })],
  };
}

async function copyAssets(copies: readonly AssetCopy[], folder: string): Promise<void> {
  for (const { files, into } of copies) {
    for (const file of files) {
      await cp(file, join(folder, into, file.slice(file.lastIndexOf('/') + 1)));
    }
  }
}

/**
 * Bundles an app into `dist/apps/<app>`: `main.mjs` with all it needs, source maps, the files it
 * serves and a bill of materials (CycloneDX) of what went in. The folder appears whole or not at all.
 */
export async function bundleApp(app: string): Promise<string> {
  const folder = join('dist', 'apps', app);
  const unfinished = `${folder}.${process.pid}`;
  await rm(unfinished, { recursive: true, force: true });
  await build(optionsFor(app, unfinished));
  await copyAssets(ASSETS[app] ?? [], unfinished);
  await rm(folder, { recursive: true, force: true });
  await rename(unfinished, folder);
  return folder;
}
