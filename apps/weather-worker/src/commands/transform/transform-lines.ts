import type { FetchedAnswer, QuarantinedLine } from '@weather/weather-domain';
import type { Transformer } from '../../pipeline/transformer';
import type { LineOutput } from '../../streams/line-output';

/** How many lines went where. */
export interface TransformSummary {
  readonly lines: number;
  readonly quarantined: number;
}

/** Where the lines go. */
export interface TransformOutputs {
  readonly products: LineOutput;
  /** Takes a line that may not be published, as it is and as text. */
  readonly setAside: (quarantined: QuarantinedLine, text: string) => Promise<void>;
}

/** Turns fetched answers into product lines, one by one. */
export async function transformLines(
  fetched: AsyncIterable<FetchedAnswer>,
  transformer: Transformer,
  { products, setAside }: TransformOutputs,
): Promise<TransformSummary> {
  let lines = 0;
  let quarantined = 0;
  for await (const answer of fetched) {
    const transformed = transformer.transform(answer);
    if (transformed.kind === 'product') {
      await products.write(transformed.line.text);
      lines += 1;
    } else {
      await setAside(transformed.quarantined, transformed.line.text);
      quarantined += 1;
    }
  }
  return { lines, quarantined };
}
