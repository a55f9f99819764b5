export { identityOf, type AnswerIdentity } from './answer-identity';
export { apparentTemperature } from './apparent-temperature';
export { citiesSchema, cityLabel, citySchema, DEFAULT_CITIES, type City } from './city';
export { dewPoint } from './dew-point';
export { encodeProduct } from './encode-product';
export { fetchedAnswerSchema, SOURCES, type FetchedAnswer, type Source } from './fetched-answer';
export { heatIndex } from './heat-index';
export { humidex } from './humidex';
export { inUnits } from './in-units';
export { faultsOf, InvalidAnswerError } from './invalid-answer-error';
export { openWeatherAnswerSchema, openWeatherFaultSchema } from './openweather-answer';
export {
  DEMO_JOB,
  JOB_METRICS,
  WEATHER_JOB,
  WEATHER_SCHEDULE,
  WEATHER_STEPS,
  type WeatherStep,
} from './pipeline-names';
export { productOf } from './product-of';
export type { CheckResult, Severity } from './quality/quality-check';
export { QUALITY_CHECKS, type CheckDescription } from './quality/quality-checks';
export { QualityLedger } from './quality/quality-ledger';
export { readingOf } from './reading-of';
export {
  quarantinedLineSchema,
  transformAnswer,
  type PreviousProduct,
  type QuarantinedLine,
  type Transformed,
} from './transform-answer';
export { UNIT_SYSTEMS, type UnitSystem } from './units';
export {
  PRODUCT_FIELDS,
  publishedLineSchema,
  weatherProductSchema,
  type PublishedLine,
  type WeatherProduct,
} from './weather-product';
export type { WeatherReading } from './weather-reading';
export { beaufort, windDirection } from './wind';
export { windChill } from './wind-chill';
