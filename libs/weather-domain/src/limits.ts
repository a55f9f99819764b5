/** The coldest and the warmest air measured (-89.2 °C and 56.7 °C), °C, rounded outwards. */
export const COLDEST_AIR_CELSIUS = -90;
export const WARMEST_AIR_CELSIUS = 60;

/** Whether `value` lies in `lowest..highest`, ends included; NaN lies nowhere. */
export function isWithin(value: number, lowest: number, highest: number): boolean {
  return value >= lowest && value <= highest;
}

/** Whether `humidity` (%) is a relative humidity. */
export function isHumidity(humidity: number): boolean {
  return isWithin(humidity, 0, 100);
}
