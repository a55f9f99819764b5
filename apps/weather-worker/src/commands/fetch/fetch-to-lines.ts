import type { CityAnswer, CityFailure } from '../../pipeline/fetch-cities';
import type { LineOutput } from '../../streams/line-output';

/** What a fetch brought. */
export interface FetchSummary {
  readonly fetched: number;
  readonly failed: readonly CityFailure[];
}

/** Writes what came as JSON lines; answers how many did, and which cities failed. */
export async function fetchToLines(
  answers: AsyncIterable<CityAnswer>,
  output: LineOutput,
  onDone: (failure: CityFailure | undefined) => void,
): Promise<FetchSummary> {
  const failed: CityFailure[] = [];
  let fetched = 0;
  for await (const answer of answers) {
    if (answer.kind === 'fetched') {
      await output.write(JSON.stringify(answer.fetched));
      fetched += 1;
    } else failed.push(answer.failure);
    onDone(answer.kind === 'failed' ? answer.failure : undefined);
  }
  return { fetched, failed };
}
