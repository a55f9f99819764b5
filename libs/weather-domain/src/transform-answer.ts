import { z } from 'zod';
import { fetchedAnswerSchema, type FetchedAnswer } from './fetched-answer';
import { InvalidAnswerError } from './invalid-answer-error';
import { productOf } from './product-of';
import { faultOf, SCHEMA_CHECK } from './quality/quality-checks';
import type { QualityLedger } from './quality/quality-ledger';
import { readingOf } from './reading-of';
import type { WeatherProduct } from './weather-product';
import type { WeatherReading } from './weather-reading';

/** A line that may not be published, kept with the reason and all that was fetched. */
export const quarantinedLineSchema = z
  .strictObject({
    /** Names of the quality checks that failed. */
    checks: z.array(z.string()).min(1),
    /** What was wrong, in words. */
    faults: z.array(z.string()),
    fetched: fetchedAnswerSchema,
  })
  .readonly();

export type QuarantinedLine = z.infer<typeof quarantinedLineSchema>;

/** What became of a fetched answer: a product to publish, or a line to set aside. */
export type Transformed =
  | { readonly kind: 'product'; readonly product: WeatherProduct }
  | { readonly kind: 'quarantined'; readonly line: QuarantinedLine };

function quarantined(checks: string[], faults: string[], fetched: FetchedAnswer): Transformed {
  return { kind: 'quarantined', line: { checks, faults, fetched } };
}

function tryReading(fetched: FetchedAnswer): WeatherReading | InvalidAnswerError {
  try {
    return readingOf(fetched);
  } catch (error) {
    if (error instanceof InvalidAnswerError) return error;
    throw error;
  }
}

/** The line published last for a product's `location_name`, where it is known. */
export type PreviousProduct = (locationName: string) => WeatherProduct | undefined;

/** Turns what was fetched for one city into a product, unless a quality check of `ledger` objects. */
export function transformAnswer(
  fetched: FetchedAnswer,
  ledger: QualityLedger,
  previousOf: PreviousProduct = () => undefined,
): Transformed {
  const reading = tryReading(fetched);
  if (reading instanceof InvalidAnswerError) {
    ledger.noteUnreadable(fetched.city);
    return quarantined([SCHEMA_CHECK.name], [...reading.faults], fetched);
  }
  const product = productOf(reading, fetched.collected_at);
  const units = { asked: fetched.units, sent: reading.sentUnits };
  const previous = previousOf(product.location_name);
  const failed = ledger.assess({ product, city: fetched.city, units, previous });
  if (failed.length === 0) return { kind: 'product', product };
  return quarantined([...failed], failed.map(faultOf), fetched);
}
