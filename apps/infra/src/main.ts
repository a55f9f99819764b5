import { parseArgs } from 'node:util';
import { EnvironmentError, readEnvironment } from './environments/read-environment';
import { ENVIRONMENTS } from './environments/environments';
import { synthesize } from './synthesize';

const USAGE = `usage: synth [--env NAME]... [--outdir FOLDER] [--aws-endpoint URL]
  NAME is one of ${Object.keys(ENVIRONMENTS).join(', ')}; all without one
`;

function options() {
  const { values } = parseArgs({
    options: {
      env: { type: 'string', multiple: true },
      outdir: { type: 'string', default: 'dist/infra/synth' },
      'aws-endpoint': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  return values;
}

function main(): number {
  const { env, outdir, help, 'aws-endpoint': awsEndpoint } = options();
  if (help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const names = env === undefined || env.includes('all') ? Object.keys(ENVIRONMENTS) : env;
  const changes = awsEndpoint === undefined ? {} : { awsEndpoint };
  // All are read before any is written: a fault in one leaves nothing behind.
  for (const environment of names.map((name) => readEnvironment(name, changes))) {
    const written = synthesize(environment, outdir);
    process.stdout.write(`${environment.name}: ${written.join(', ')}\n`);
  }
  return 0;
}

try {
  process.exitCode = main();
} catch (error) {
  const isUsage = error instanceof EnvironmentError || error instanceof TypeError;
  process.stderr.write(`${isUsage ? error.message : String(error)}\n${isUsage ? USAGE : ''}`);
  process.exitCode = isUsage ? 2 : 1;
}
