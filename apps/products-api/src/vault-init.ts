// The init container of this image, and with --watch its sidecar: puts the secrets of the program
// from Vault into its file. A program of its own, so that the long-running one has no token of Vault.
import { createLogger } from '@weather/telemetry';
import { runVaultInit } from '@weather/vault-secrets/vault';

const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    stop.abort();
  });
}
process.exitCode = await runVaultInit({
  words: process.argv.slice(2),
  environment: process.env,
  log: createLogger({ service: 'vault-init', isForPeople: false }),
  signal: stop.signal,
});
