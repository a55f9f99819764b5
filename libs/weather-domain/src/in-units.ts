import { speedIn, temperatureIn, toHundredths, type UnitSystem } from './units';
import { SPEED_FIELDS, TEMPERATURE_FIELDS, type PublishedLine } from './weather-product';

type Convert = (units: UnitSystem, value: number) => number;

const CONVERSIONS: readonly (readonly [keyof PublishedLine, Convert])[] = [
  ...TEMPERATURE_FIELDS.map((field) => [field, temperatureIn] as const),
  ...SPEED_FIELDS.map((field) => [field, speedIn] as const),
];

/** A product line (°C, m/s) with its temperatures and speeds in `units`, to two decimals. */
export function inUnits(line: PublishedLine, units: UnitSystem): PublishedLine {
  if (units === 'metric') return line;
  const converted = CONVERSIONS.flatMap(([field, convert]) => {
    const value = line[field];
    return typeof value === 'number' ? [[field, toHundredths(convert(units, value))] as const] : [];
  });
  return { ...line, ...Object.fromEntries(converted) };
}
