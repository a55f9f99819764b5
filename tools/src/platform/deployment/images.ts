import { IMAGE_APPS, type ImageApp } from '../../images/image';
import { PlatformError } from '../platform-error';
import { succeed } from '../programs/run-program';
import type { PartProgress } from '../progress';
import type { Step } from './carry-out';
import type { Context } from './context';
import { digestOf } from './digest';

/** Runs an Nx target of apps that have images. */
async function onApps(
  context: Context,
  { target, apps, registry }: { target: string; apps: readonly ImageApp[]; registry: string },
  part: PartProgress,
): Promise<void> {
  await succeed(context.parts.run, {
    program: 'npx',
    parameters: ['nx', 'run-many', '-t', target, '-p', apps.join(',')],
    env: { REGISTRY: registry, NX_DAEMON: 'false', NX_TUI: 'false' },
    onLine: (line) => {
      part.detail(line);
    },
  });
}

/** The registry in which an account keeps its images. */
export function registryOf(account: string, region: string): string {
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `${account}.dkr.ecr.${region}.${domain}`;
}

async function logIn({ parts }: Context, registry: string): Promise<void> {
  const { run, env, environment } = parts;
  const asked = ['ecr', 'get-login-password', '--region', environment.region];
  const input = await succeed(run, { program: 'aws', parameters: asked, env: env.aws });
  const parameters = ['login', '--username', 'AWS', '--password-stdin', registry];
  const { code, errors } = await run({ program: 'docker', parameters, input });
  if (code !== 0) throw new PlatformError(`docker cannot log in to ${registry}: ${errors.trim()}`);
}

/** Whether an image is in the registry already, which takes no tag a second time. */
async function isPushed({ parts }: Context, app: ImageApp): Promise<boolean> {
  const { run, env, environment, imageTag } = parts;
  const image = ['--repository-name', app, '--image-ids', `imageTag=${imageTag}`];
  const parameters = ['ecr', 'describe-images', '--region', environment.region, ...image];
  return (await run({ program: 'aws', parameters, env: env.aws })).code === 0;
}

async function push(context: Context, registry: string, part: PartProgress): Promise<void> {
  const missing: ImageApp[] = [];
  for (const app of IMAGE_APPS) if (!(await isPushed(context, app))) missing.push(app);
  if (missing.length === 0) {
    part.say('all are there');
    return;
  }
  await logIn(context, registry);
  await onApps(context, { target: 'docker-push', apps: missing, registry }, part);
}

/** The step that builds images: before anything is made, because it may fail. */
export function buildStep(context: Context, registry: string): Step {
  const { imageTag } = context.parts;
  const build = { target: 'docker-build', apps: IMAGE_APPS, registry };
  return {
    id: 'build-images',
    digest: digestOf(imageTag, registry),
    run: (part) => onApps(context, build, part),
  };
}

/** The step that pushes images, once their repositories are there. */
export function pushStep(context: Context, registry: string): Step {
  const { imageTag } = context.parts;
  return {
    id: 'push-images',
    digest: digestOf(imageTag, registry),
    run: (part) => push(context, registry, part),
  };
}
