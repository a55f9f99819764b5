import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import lib from './lib.mjs';

const OPTIONS = { name: 'sun-times', tag: 'type:domain' };

describe('the lib generator', () => {
  it('makes a lib that is named, tagged and tested as the others are', async () => {
    const tree = createTreeWithEmptyWorkspace();
    await lib(tree, OPTIONS);

    expect(JSON.parse(String(tree.read('libs/sun-times/package.json')))).toMatchObject({
      name: '@weather/sun-times',
      exports: { '.': './src/index.ts' },
      nx: { name: 'sun-times', tags: ['type:domain'] },
    });
    expect(tree.read('libs/sun-times/jest.config.mjs', 'utf8')).toContain("project('sun-times')");
    expect(tree.children('libs/sun-times').sort()).toEqual([
      'jest.config.mjs',
      'package.json',
      'src',
      'tsconfig.json',
    ]);
  });

  it('leaves a lib alone that is there', async () => {
    const tree = createTreeWithEmptyWorkspace();
    tree.write('libs/sun-times/src/index.ts', 'export const kept = 1;');

    await expect(lib(tree, OPTIONS)).rejects.toThrow('libs/sun-times is there already');
  });
});
