import { formatFiles } from '@nx/devkit';

/** @typedef {{ readonly name: string, readonly tag: string }} LibOptions see lib.schema.json */

/** @param {string} name the lib's */
function jestConfig(name) {
  return `import { project } from '../../jest.preset.mjs';\n\nexport default project('${name}');\n`;
}

/** @param {unknown} value anything that JSON holds */
function json(value) {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/**
 * What every lib consists of, by path below its folder.
 *
 * @param {LibOptions} options
 */
function filesOf({ name, tag }) {
  return {
    'package.json': json({
      name: `@weather/${name}`,
      version: '0.1.0',
      private: true,
      type: 'module',
      exports: { '.': './src/index.ts' },
      nx: { name, tags: [tag] },
    }),
    'tsconfig.json': json({
      extends: '../../tsconfig.base.json',
      compilerOptions: { rootDir: '.', outDir: `../../dist/types/libs/${name}` },
      include: ['src/**/*'],
      references: [],
    }),
    'jest.config.mjs': jestConfig(name),
    'src/index.ts': 'export {};\n',
  };
}

/**
 * Adds a lib under `libs/`.
 *
 * @param {import('@nx/devkit').Tree} tree the workspace
 * @param {LibOptions} options what it is called and may import
 * @throws {Error} when there is a lib of that name
 */
export default async function lib(tree, options) {
  const root = `libs/${options.name}`;
  if (tree.exists(root)) throw new Error(`${root} is there already: choose another name`);
  for (const [path, text] of Object.entries(filesOf(options))) tree.write(`${root}/${path}`, text);
  await formatFiles(tree);
  return () => {
    process.stdout.write('next: npm install --ignore-scripts && npx nx sync\n');
  };
}
