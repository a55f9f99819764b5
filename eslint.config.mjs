import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** Which tag may import which, in the words of the table in CONTRIBUTING.md. */
const boundaries = [
  {
    sourceTag: 'type:domain',
    onlyDependOnLibsWithTags: ['type:domain'],
    bannedExternalImports: ['@nestjs/*', '@aws-sdk/*', 'node-vault', 'cdktf', '@cdktf/*'],
  },
  {
    sourceTag: 'type:adapter',
    onlyDependOnLibsWithTags: ['type:domain'],
    bannedExternalImports: ['cdktf', '@cdktf/*'],
  },
  {
    sourceTag: 'type:app',
    onlyDependOnLibsWithTags: ['type:domain', 'type:adapter'],
    bannedExternalImports: ['cdktf', '@cdktf/*'],
  },
  {
    sourceTag: 'type:infra',
    onlyDependOnLibsWithTags: ['type:domain', 'type:adapter'],
    bannedExternalImports: ['@nestjs/*', '@aws-sdk/*'],
  },
  { sourceTag: 'type:tool', onlyDependOnLibsWithTags: ['*'] },
];

/** How large code may grow before it has to be split. */
const budgets = {
  'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
  'max-params': ['error', 3],
  'max-depth': ['error', 3],
  complexity: ['error', 8],
};

export default tseslint.config(
  {
    ignores: ['**/dist', '**/coverage', '**/node_modules', '.nx', '**/*.d.ts', '**/*.timestamp-*'],
  },
  { files: ['**/*.mjs'], rules: { ...budgets, eqeqeq: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { '@nx': nx, 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js', '.mjs'] })],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/extensions': ['.ts'],
    },
    rules: {
      ...budgets,
      '@nx/enforce-module-boundaries': ['error', { depConstraints: boundaries, allow: [] }],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-default-export': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportAllDeclaration',
          message: 'Name what the module exports: an export * hides it.',
        },
      ],
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/prefer-nullish-coalescing': 'error',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  {
    files: ['**/*.spec.ts', '**/testing/**/*.ts', '**/*.bench.ts'],
    rules: { 'max-lines-per-function': 'off', 'max-lines': ['error', { max: 300 }] },
  },
  {
    files: ['apps/infra/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^@weather/(?!weather-domain$|[^/]+/(catalogue|names)$)',
              message:
                'Infra reads names from libs (/catalogue, /names), and runs none of their code.',
            },
          ],
        },
      ],
    },
  },
  prettier,
);
