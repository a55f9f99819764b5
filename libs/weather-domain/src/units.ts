/** The systems of units a source may answer in, by OpenWeather's names for them. */
export const UNIT_SYSTEMS = ['metric', 'standard', 'imperial'] as const;

/** `metric` is °C and m/s, `standard` is K and m/s, `imperial` is °F and mph. */
export type UnitSystem = (typeof UNIT_SYSTEMS)[number];

const KELVIN_AT_ZERO_CELSIUS = 273.15;
const METRES_PER_SECOND_PER_MPH = 0.44704;

/** `celsius` (°C) in °F. */
export function fahrenheitOf(celsius: number): number {
  return (celsius * 9) / 5 + 32;
}

/** `fahrenheit` (°F) in °C. */
export function celsiusOfFahrenheit(fahrenheit: number): number {
  return ((fahrenheit - 32) * 5) / 9;
}

/** A temperature written in `units`, in °C. */
export function celsiusOf(temperature: number, units: UnitSystem): number {
  if (units === 'standard') return temperature - KELVIN_AT_ZERO_CELSIUS;
  return units === 'imperial' ? celsiusOfFahrenheit(temperature) : temperature;
}

/** A speed written in `units`, in m/s. */
export function metresPerSecondOf(speed: number, units: UnitSystem): number {
  return units === 'imperial' ? speed * METRES_PER_SECOND_PER_MPH : speed;
}

/** `celsius` (°C) in the temperature unit of `units`. */
export function temperatureIn(units: UnitSystem, celsius: number): number {
  if (units === 'standard') return celsius + KELVIN_AT_ZERO_CELSIUS;
  return units === 'imperial' ? fahrenheitOf(celsius) : celsius;
}

/** `metresPerSecond` (m/s) in the speed unit of `units`. */
export function speedIn(units: UnitSystem, metresPerSecond: number): number {
  return units === 'imperial' ? metresPerSecond / METRES_PER_SECOND_PER_MPH : metresPerSecond;
}

/** `value` to two decimals, the precision the sources publish; what is too large for it stays. */
export function toHundredths(value: number): number {
  const hundredths = Math.round(value * 100);
  return Number.isFinite(hundredths) ? hundredths / 100 : value;
}
