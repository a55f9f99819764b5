import {
  encodeJsonl,
  ObjectConflictError,
  ObjectStoreError,
  readObject,
  type NewObject,
  type ObjectStore,
} from '@weather/s3-store';
import { hash } from 'node:crypto';
import type { OwnedLine, OwnersOf } from './owners';

/** The media type of products. */
const CONTENT_TYPE = 'application/x-ndjson';
/** How many objects one scheduled time may have: its own second and those up to a minute later. */
const MAX_OBJECTS = 60;
/** How often an object may vanish between the refused write and the look at it. */
const MAX_VANISHED = 3;

/** The objects of one scheduled time, in the order in which they are written. */
export interface Shelf {
  readonly store: ObjectStore;
  /** The key of the object written `second` seconds after the first. */
  readonly keyAfter: (second: number) => string;
  /** Whose the lines are that stand in an object. */
  readonly ownersOf: OwnersOf;
  readonly signal: AbortSignal;
}

/** An object of a scheduled time. */
export interface ShelvedObject {
  readonly key: string;
  readonly rows: number;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  readonly etag: string;
}

/** What stands on a shelf. */
export interface Standing {
  readonly objects: readonly ShelvedObject[];
  /** Whose lines stand there. */
  readonly owners: ReadonlySet<string>;
}

/** What a publication changed. */
export interface Publication {
  /** The object written, or `undefined` when all lines stood there before. */
  readonly written: ShelvedObject | undefined;
  readonly standing: Standing;
}

interface ReadObject extends ShelvedObject {
  readonly owners: readonly string[];
}

async function readFrom(
  { store, ownersOf, signal }: Shelf,
  key: string,
): Promise<ReadObject | undefined> {
  const object = await readObject(store, key, { signal });
  if (object === undefined) return undefined;
  const { bytes, summary } = object;
  const lines = Buffer.from(bytes)
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return {
    key,
    rows: lines.length,
    bytes: bytes.byteLength,
    sha256: summary.sha256 ?? hash('sha256', bytes),
    etag: summary.etag,
    owners: lines.flatMap(ownersOf),
  };
}

function withObject(
  { objects, owners }: Standing,
  { owners: more, ...object }: ReadObject,
): Standing {
  return { objects: [...objects, object], owners: new Set([...owners, ...more]) };
}

const NOTHING: Standing = { objects: [], owners: new Set() };

/**
 * What stands on the shelf, from its first key to the first free one.
 *
 * @throws {ObjectStoreError} when the store fails
 */
export async function standingOn(shelf: Shelf): Promise<Standing> {
  let standing = NOTHING;
  for (let second = 0; second < MAX_OBJECTS; second += 1) {
    const object = await readFrom(shelf, shelf.keyAfter(second));
    if (object === undefined) break;
    standing = withObject(standing, object);
  }
  return standing;
}

function objectOf(lines: readonly OwnedLine[]): NewObject {
  const body = encodeJsonl(lines.map(({ text }) => text));
  return { body, rowCount: lines.length, contentType: CONTENT_TYPE };
}

type Write =
  | { readonly outcome: 'created' | 'unchanged'; readonly object: ShelvedObject }
  | { readonly outcome: 'taken'; readonly object: ReadObject };

async function create({ store, signal }: Shelf, key: string, offered: NewObject): Promise<Write> {
  const { outcome, object } = await store.create(key, offered, { signal });
  const { body, rowCount: rows } = offered;
  const sha256 = object.sha256 ?? hash('sha256', body);
  return { outcome, object: { key, rows, bytes: body.byteLength, sha256, etag: object.etag } };
}

/** Writes under a key, or reads what stands there already. */
async function createOrRead(shelf: Shelf, key: string, offered: NewObject): Promise<Write> {
  for (let vanished = 0; ; vanished += 1) {
    try {
      return await create(shelf, key, offered);
    } catch (error) {
      if (!(error instanceof ObjectConflictError)) throw error;
      const object = await readFrom(shelf, key);
      if (object !== undefined) return { outcome: 'taken', object };
      if (vanished >= MAX_VANISHED) throw error;
    }
  }
}

function missingFrom({ owners }: Standing, lines: readonly OwnedLine[]): readonly OwnedLine[] {
  return lines.filter(({ owner }) => !owners.has(owner));
}

function withWritten(
  standing: Standing,
  object: ShelvedObject,
  lines: readonly OwnedLine[],
): Standing {
  return withObject(standing, { ...object, owners: lines.map(({ owner }) => owner) });
}

/**
 * Puts lines on the shelf, behind what stands there. Nothing is overwritten, no line is lost, and
 * none stands there twice: where another run was first, only the lines of owners that it lacks are
 * written, under the next free key. Ends after one write at most, so that it may be cut off anywhere
 * and done again.
 *
 * @param known what is known to stand there
 * @throws {ObjectStoreError} when the store fails, or the shelf is full
 */
export async function publish(
  shelf: Shelf,
  lines: readonly OwnedLine[],
  known: Standing = NOTHING,
): Promise<Publication> {
  let standing = known;
  for (let second = known.objects.length; second < MAX_OBJECTS; second += 1) {
    const rest = missingFrom(standing, lines);
    if (rest.length === 0) return { written: undefined, standing };
    const write = await createOrRead(shelf, shelf.keyAfter(second), objectOf(rest));
    if (write.outcome === 'taken') standing = withObject(standing, write.object);
    else {
      const written = write.outcome === 'created' ? write.object : undefined;
      return { written, standing: withWritten(standing, write.object, rest) };
    }
  }
  throw fullShelf(shelf);
}

function fullShelf({ store, keyAfter }: Shelf): ObjectStoreError {
  const because = `${MAX_OBJECTS} objects of other runs stand there and in the seconds behind it`;
  const attempt = { action: 'create', location: store.location, subject: keyAfter(0) } as const;
  return new ObjectStoreError(attempt, { because });
}
