import { storeConflict } from '@weather/s3-store';
import {
  readSettings,
  SecretFiles,
  type Environment,
  type LookUp,
  type SettingsShape,
} from '@weather/vault-secrets';
import type { City } from '@weather/weather-domain';
import { z } from 'zod';
import { findApiKey, type ApiKey } from './api-key';
import { chooseSource, type SourceChoice } from './choose-source';
import { citiesOf } from './cities-setting';
import { Faults } from './faults';
import { SettingPlaces, type GivenOption } from './setting-places';
import { workerVariablesSchema, type WorkerVariables } from './variables';

/** What a command was given and needs. */
export interface ConfigurationRequest<Shape extends SettingsShape> {
  /** Options that override settings, by the name of the variable. */
  readonly overrides: ReadonlyMap<string, GivenOption>;
  /** The values of all other options, by flag. */
  readonly options: Readonly<Record<string, string | undefined>>;
  /** What those must be, by flag. */
  readonly shape: Shape;
  /** Whether weather is collected, which takes a source. */
  readonly needsSource: boolean;
  /** What else is wrong, where the command knows of something. */
  readonly check?: (known: Known<Shape>) => readonly (string | undefined)[];
}

/** What a command's own check goes by; parts with faults of their own are `undefined`. */
export interface Known<Shape extends SettingsShape> {
  readonly lookUp: LookUp;
  readonly variables: WorkerVariables | undefined;
  readonly options: z.infer<z.ZodObject<Shape>> | undefined;
}

/** What every command knows. */
export interface Configuration<Shape extends SettingsShape> {
  readonly variables: WorkerVariables;
  readonly cities: readonly City[];
  /** `undefined` where the command needs none. */
  readonly source: SourceChoice | undefined;
  /** The options that override no setting, parsed, by flag. */
  readonly options: z.infer<z.ZodObject<Shape>>;
  /** The key as of now: it may be replaced while the worker runs. */
  readonly findKey: () => ApiKey | undefined;
}

function conflictOf({ lookUp }: SettingPlaces): string | undefined {
  return storeConflict({
    WEATHER_STORE_DIR: lookUp('WEATHER_STORE_DIR'),
    WEATHER_RESULTS_BUCKET: lookUp('WEATHER_RESULTS_BUCKET'),
  });
}

/**
 * The configuration of one command, from its options, the environment and the files of secrets.
 *
 * @throws {ConfigurationError} with all faults at once: name, value, place and what to do
 */
export function readConfiguration<Shape extends SettingsShape>(
  environment: Environment,
  request: ConfigurationRequest<Shape>,
): Configuration<Shape> {
  const files = new SecretFiles(environment);
  const places = new SettingPlaces(environment, files, request.overrides);
  const faults = new Faults(places.locate);
  const findKey = () => findApiKey(files, environment);
  const variables = faults.attempt(() => readSettings(workerVariablesSchema, places.lookUp));
  const options = faults.attempt(() =>
    readSettings(z.object(request.shape), (flag) => request.options[flag]),
  );
  const cities = faults.attempt(() => citiesOf(places.lookUp('WEATHER_CITIES')));
  const source = request.needsSource
    ? faults.attempt(() => chooseSource(places.lookUp, findKey))
    : undefined;
  faults.add(faults.attempt(() => conflictOf(places)));
  request.check?.({ lookUp: places.lookUp, variables, options }).forEach((fault) => {
    faults.add(fault);
  });
  return { ...faults.settled({ variables, options, cities }), source, findKey };
}
