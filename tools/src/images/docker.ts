import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { CommandError, run } from '../servers/run';
import { annotationsOf, referenceOf, type Image } from './image';

/** Something about the machine keeps an image from being made; the message says what to do. */
export class ImageError extends Error {
  override readonly name = 'ImageError';
}

/** Runs docker with its output on ours; what it says on standard error is kept for the caller. */
function docker(parameters: readonly string[]): Promise<{ code: number; errors: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('docker', parameters, { stdio: ['ignore', 'inherit', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
      process.stderr.write(chunk);
    });
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code: code ?? 1, errors });
    });
  });
}

/** @throws {ImageError} when docker is not installed or its daemon does not answer */
export async function requireDocker(): Promise<void> {
  try {
    await run('docker', ['version', '--format', '{{.Server.Version}}']);
  } catch (cause) {
    const isMissing = cause instanceof CommandError && cause.cause !== undefined;
    const fix = isMissing
      ? 'docker is not installed: see https://docs.docker.com/engine/install/'
      : 'the docker daemon does not answer: start it, or point DOCKER_HOST at one';
    throw new ImageError(fix, { cause });
  }
}

/**
 * Builds an image from a bundled app.
 *
 * @param baseImage the image to build on, by exact tag or digest; `undefined` takes the Dockerfile's
 * @throws {ImageError} when docker fails
 */
export async function buildImage(
  image: Image,
  createdAt: Date,
  baseImage: string | undefined,
): Promise<void> {
  const labels = Object.entries(annotationsOf(image, createdAt)).flatMap(([name, value]) => [
    '--label',
    `${name}=${value}`,
  ]);
  const base = baseImage === undefined ? [] : ['--build-arg', `NODE_IMAGE=${baseImage}`];
  const file = join('apps', image.app, 'Dockerfile');
  const bundle = join('dist', 'apps', image.app);
  const { code } = await docker([
    ...['build', '--file', file, '--tag', referenceOf(image)],
    ...[...labels, ...base, bundle],
  ]);
  if (code !== 0) throw new ImageError(`docker could not build ${referenceOf(image)}`);
}

function pushFault(reference: string, errors: string): string {
  const registry = reference.split('/')[0] ?? '';
  if (/denied|unauthorized|no basic auth|authentication/i.test(errors)) {
    return `${registry} refuses ${reference}: log in first (docker login ${registry}), and check that the repository exists`;
  }
  if (/connection refused|no such host|timeout/i.test(errors)) {
    return `${registry} does not answer: check REGISTRY and the network`;
  }
  return `docker could not push ${reference}`;
}

/** @throws {ImageError} when the registry refuses or does not answer; says what to do */
export async function pushImage(image: Image): Promise<void> {
  const reference = referenceOf(image);
  const { code, errors } = await docker(['push', reference]);
  if (code !== 0) throw new ImageError(pushFault(reference, errors));
}
