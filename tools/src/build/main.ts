import { bundleApp } from './bundle-app';

const [app] = process.argv.slice(2);
if (app === undefined) {
  process.stderr.write('usage: build <app>, where <app> is a folder of apps/\n');
  process.exit(2);
}
process.stdout.write(`built ${await bundleApp(app)}\n`);
