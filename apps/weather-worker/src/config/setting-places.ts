import {
  DEFAULT_ENV_FILE,
  SecretFileError,
  type Environment,
  type SecretFiles,
} from '@weather/vault-secrets';

/** A setting given on the command line. */
export interface GivenOption {
  /** As the user writes it, such as `--cities`. */
  readonly flag: string;
  readonly value: string;
}

const NAMED = /^([A-Z][A-Z0-9_]+)([=:])/;

/** Where settings stand: an option wins over the environment, and that over the secrets' file. */
export class SettingPlaces {
  /** @param options the options given, by the name of the variable they override */
  constructor(
    private readonly environment: Environment,
    private readonly files: SecretFiles,
    private readonly options: ReadonlyMap<string, GivenOption>,
  ) {}

  /** The value of the setting; an empty one counts as none. */
  readonly lookUp = (name: string): string | undefined => {
    const value = this.options.get(name)?.value ?? this.files.setting(name);
    return value === '' ? undefined : value;
  };

  /** A fault that begins with a setting's name, with the place of its value. */
  readonly locate = (said: string): string => {
    // Someone may have written a whole URL of OpenWeather, with the key in it.
    const fault = said.replace(/(appid=)[^&"\s]+/gi, '$1[secret]');
    const [, name = '', mark = ''] = NAMED.exec(fault) ?? [];
    if (name === '') return fault;
    if (this.isOfCommonFile(fault)) return fault.slice(name.length + 2);
    const option = this.options.get(name);
    if (option !== undefined) return `${option.flag}${fault.slice(name.length)}`;
    const place = this.placeOf(name);
    return place === undefined ? fault : `${name} (${place})${mark}${fault.slice(name.length + 1)}`;
  };

  /** Whether the file of all secrets is at fault, which every setting then tells anew. */
  private isOfCommonFile(fault: string): boolean {
    return fault.includes(`: cannot use the secrets in ${this.commonFile}: `);
  }

  private placeOf(name: string): string | undefined {
    const own = this.environment[`${name}_FILE`];
    if (own !== undefined) return own;
    if (this.environment[name] !== undefined) return 'environment';
    return this.isInCommonFile(name) ? this.commonFile : undefined;
  }

  private isInCommonFile(name: string): boolean {
    try {
      return this.files.setting(name) !== undefined;
    } catch (error) {
      if (error instanceof SecretFileError) return false;
      throw error;
    }
  }

  private get commonFile(): string {
    return this.environment['ENV_FILE'] ?? DEFAULT_ENV_FILE;
  }
}
