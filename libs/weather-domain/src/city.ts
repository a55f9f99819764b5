import { z } from 'zod';

/**
 * A place whose weather is collected: where it lies, in degrees north and east, and the name its
 * products carry. Without a name they carry the one the source knows.
 */
export const citySchema = z
  .strictObject({
    name: z.string().trim().min(1).optional(),
    lat: z.number().min(-90).max(90),
    lon: z.number().min(-180).max(180),
  })
  .readonly();

export type City = z.infer<typeof citySchema>;

/** How `city` is called in messages: its name, or its coordinates. */
export function cityLabel({ name, lat, lon }: City): string {
  return name ?? `${lat},${lon}`;
}

/** Some cities; labels tell them apart, so none may stand twice. */
export const citiesSchema = z
  .array(citySchema)
  .min(1)
  .superRefine((cities, context) => {
    const firstAt = new Map<string, number>();
    cities.forEach((city, index) => {
      const label = cityLabel(city);
      const first = firstAt.get(label);
      if (first === undefined) firstAt.set(label, index);
      else {
        const message = `"${label}" stands at ${first} already: give each city a name of its own`;
        context.addIssue({ code: 'custom', path: [index, 'name'], message });
      }
    });
  })
  .readonly();

/** The cities collected when none are configured. */
export const DEFAULT_CITIES: readonly City[] = [
  { name: 'Luxembourg', lat: 49.6116, lon: 6.1319 },
  { name: 'Chicago', lat: 41.8781, lon: -87.6298 },
];
