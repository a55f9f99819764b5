import { ProblemError } from '../errors/problem-error';
import { acceptedType } from '../http/accepted-type';
import { remembered } from '../http/remembered';
import { lineFormat, MEDIA_TYPES, type FormatName } from './formats';

/** As what lines are sent. */
export interface Representation {
  readonly format: FormatName;
  readonly contentType: string;
}

const OFFERED = MEDIA_TYPES.map(([type]) => type);

function representationAs(format: FormatName, type?: string): Representation {
  const { contentType } = lineFormat(format, []);
  // Only JSONL goes by two names; the client gets the one it asked for.
  return { format, contentType: type === 'application/jsonl' ? type : contentType };
}

function negotiated(accept: string | undefined): Representation {
  const type = acceptedType(accept, OFFERED);
  const [, format] = MEDIA_TYPES.find(([offered]) => offered === type) ?? [];
  if (format !== undefined) return representationAs(format, type);
  const detail = `None of ${OFFERED.join(', ')} is accepted by "${accept?.slice(0, 200) ?? ''}".`;
  throw new ProblemError('not-acceptable', detail);
}

/** Chooses representations: the format asked for by name, else what the `Accept` header likes best. */
export class Representations {
  private readonly byName: Readonly<Record<FormatName, Representation>> = {
    json: representationAs('json'),
    ndjson: representationAs('ndjson'),
    csv: representationAs('csv'),
  };
  private readonly byAccept = remembered(negotiated);

  /** @throws {ProblemError} when the header accepts nothing the API has */
  choose(format: FormatName | undefined, accept: string | undefined): Representation {
    return format === undefined ? this.byAccept(accept) : this.byName[format];
  }
}

/**
 * Makes sure that a client accepts JSON, for routes that have nothing else.
 *
 * @throws {ProblemError} when it does not
 */
export function requireJson(accept: string | undefined): void {
  if (acceptedType(accept, ['application/json']) !== undefined) return;
  const detail = `This path has application/json only, not "${accept?.slice(0, 200) ?? ''}".`;
  throw new ProblemError('not-acceptable', detail);
}
