import { ConfigurationError, type LookUp } from '@weather/vault-secrets';
import type { ApiKey } from './api-key';
import { SOURCE_KINDS, type SourceKind } from './variables';

/** The source to collect from, with what only it needs. */
export type SourceChoice =
  | { readonly kind: 'openweather'; readonly key: ApiKey }
  | { readonly kind: 'met-norway'; readonly contact: string }
  | { readonly kind: 'replay' };

const WAYS_OUT = [
  'put a key of OpenWeather into a file and name it in OPENWEATHER_API_KEY_FILE',
  'set WEATHER_SOURCE=met-norway and MET_NORWAY_CONTACT to your mail address (needs no key)',
  'set WEATHER_SOURCE=replay for recorded answers (needs no network)',
].join('; or ');

function isSourceKind(name: string | undefined): name is SourceKind {
  return SOURCE_KINDS.some((kind) => kind === name);
}

function withContact(lookUp: LookUp): SourceChoice {
  const contact = lookUp('MET_NORWAY_CONTACT');
  if (contact !== undefined) return { kind: 'met-norway', contact };
  const fault =
    'MET_NORWAY_CONTACT: is not set: the terms of MET Norway ask for a mail address or URL';
  throw new ConfigurationError([fault]);
}

function withKey(key: ApiKey | undefined): SourceChoice {
  if (key !== undefined) return { kind: 'openweather', key };
  const fault = `OPENWEATHER_API_KEY: there is none, and openweather needs one: ${WAYS_OUT}`;
  throw new ConfigurationError([fault]);
}

/**
 * The source that the settings ask for. Recorded answers are never a fallback: nobody should take
 * them for today's weather by accident.
 *
 * @returns `undefined` when `WEATHER_SOURCE` names none there is; its variable tells of that
 * @throws {ConfigurationError} when no source is chosen, or it lacks what it needs
 */
export function chooseSource(
  lookUp: LookUp,
  findKey: () => ApiKey | undefined,
): SourceChoice | undefined {
  const name = lookUp('WEATHER_SOURCE');
  if (name === undefined) {
    const key = findKey();
    if (key !== undefined) return { kind: 'openweather', key };
    throw new ConfigurationError([`WEATHER_SOURCE: there is no source of weather: ${WAYS_OUT}`]);
  }
  if (!isSourceKind(name) || name === 'replay')
    return name === 'replay' ? { kind: name } : undefined;
  return name === 'met-norway' ? withContact(lookUp) : withKey(findKey());
}
