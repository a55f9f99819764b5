// The init container of this image, and with --watch its sidecar: puts the secrets of the program
// from Vault into its file. A program of its own, so that the long-running one has no token of Vault.
import { createLogger } from '@weather/telemetry';
import { runVaultInitProgram } from '@weather/vault-secrets/vault';

await runVaultInitProgram(createLogger({ service: 'vault-init', isForPeople: false }));
