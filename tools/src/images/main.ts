import { Argument, Command } from 'commander';
import { buildImage, ImageError, pushImage, requireDocker } from './docker';
import { revisionDate, revisionTag } from './git-revision';
import { IMAGE_APPS, referenceOf, type Image, type ImageApp } from './image';

async function imageOf(app: ImageApp, registry: string | undefined): Promise<Image> {
  const prefix = registry === undefined || registry === '' ? '' : `${registry.replace(/\/$/, '')}/`;
  return { app, repository: `${prefix}${app}`, tag: await revisionTag() };
}

async function build(app: ImageApp): Promise<void> {
  await requireDocker();
  const image = await imageOf(app, process.env['REGISTRY']);
  await buildImage(image, await revisionDate(), process.env['NODE_IMAGE']);
  process.stdout.write(
    `built ${referenceOf(image)}; its parts are in dist/apps/${app}/sbom.cdx.json\n`,
  );
}

async function push(app: ImageApp): Promise<void> {
  const registry = process.env['REGISTRY'] ?? '';
  if (registry === '') {
    throw new ImageError(
      'set REGISTRY to where images go, such as <account>.dkr.ecr.<region>.amazonaws.com',
    );
  }
  await requireDocker();
  const image = await imageOf(app, registry);
  await pushImage(image);
  process.stdout.write(`pushed ${referenceOf(image)}\n`);
}

function program(): Command {
  const app = () => new Argument('<app>', 'the app').choices(IMAGE_APPS);
  const images = new Command('images').description(
    'Container images of the apps, tagged with the git revision. REGISTRY says where they go,\n' +
      'NODE_IMAGE what they are built on (default: see the Dockerfile).',
  );
  images.command('build').description('build the image of an app').addArgument(app()).action(build);
  images.command('push').description('push the image of an app').addArgument(app()).action(push);
  return images;
}

try {
  await program().parseAsync();
} catch (error) {
  if (!(error instanceof ImageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
