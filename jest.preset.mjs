/**
 * Packages that go through the transform too: Jest runs tests as CommonJS, and these are ES modules
 * only, or import dynamically.
 */
const TRANSFORMED = [
  ...['@nestjs', 'cookie', 'file-type', 'strtok3', 'token-types', 'uint8array-extras'],
  ...['@tokenizer', '@borewit', 'es-toolkit', 'croner', '@opentelemetry/otlp-exporter-base'],
  ...['age-encryption', '@noble', '@scure'],
];

/** Tests against real servers run only where `npm run e2e` started those. */
const isEndToEnd = process.env['WEATHER_E2E'] === '1';

const swc = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true },
    target: 'es2022',
    keepClassNames: true,
  },
  module: { type: 'commonjs' },
};

/**
 * The Jest settings of every project: TypeScript through swc.
 *
 * @param {string} displayName the project's name, printed before each of its tests
 * @returns {import('jest').Config} the configuration of one project
 */
export function project(displayName) {
  return {
    displayName,
    testEnvironment: 'node',
    testMatch: [isEndToEnd ? '<rootDir>/**/*.e2e.spec.ts' : '<rootDir>/**/*.spec.ts'],
    testPathIgnorePatterns: ['/node_modules/', ...(isEndToEnd ? [] : ['\\.e2e\\.spec\\.ts$'])],
    ...(isEndToEnd ? { testTimeout: 60_000 } : {}),
    transform: { '^.+\\.[mc]?[jt]s$': ['@swc/jest', swc] },
    transformIgnorePatterns: [`/node_modules/(?!.*/node_modules/)(?!(${TRANSFORMED.join('|')})/)`],
  };
}
