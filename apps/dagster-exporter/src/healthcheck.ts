// The image's health check: whether the exporter in this container is alive. A program of its own,
// because the image has no shell.
const port = process.env['PORT'] ?? '8002';
const url = `http://127.0.0.1:${port}/health/live`;
const isAlive = await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
  ({ ok }) => ok,
  () => false,
);
process.exitCode = isAlive ? 0 : 1;
