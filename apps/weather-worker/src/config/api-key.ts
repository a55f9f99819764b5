import {
  ConfigurationError,
  Secret,
  type Environment,
  type SecretFiles,
} from '@weather/vault-secrets';

const NAME = 'OPENWEATHER_API_KEY';

/** The key of OpenWeather, and where to change it. */
export interface ApiKey {
  readonly secret: Secret;
  /** The file that holds it, or the variable. */
  readonly place: string;
  /** It stands in the environment, where more can read it than should. */
  readonly isExposed: boolean;
}

/** What a user reads whose key stands in the environment. */
export const EXPOSED_KEY_WARNING = `${NAME} stands in the environment, which child processes and crash dumps see: put it into a file and name that in ${NAME}_FILE`;

function checked(key: ApiKey): ApiKey {
  if (/^\S+$/.test(key.secret.reveal())) return key;
  throw new ConfigurationError([`${NAME} from ${key.place}: it is empty or holds white space`]);
}

/**
 * The key as of now: from a file, or else from the environment.
 *
 * @throws {SecretFileError} when the file that should hold it cannot be used
 * @throws {ConfigurationError} when it cannot be a key
 */
export function findApiKey(files: SecretFiles, environment: Environment): ApiKey | undefined {
  const found = files.find(NAME);
  if (found !== undefined) {
    return checked({ secret: found.secret, place: found.path, isExposed: false });
  }
  const exposed = environment[NAME] ?? '';
  if (exposed === '') return undefined;
  const place = `the environment variable ${NAME}`;
  return checked({ secret: new Secret(exposed), place, isExposed: true });
}
