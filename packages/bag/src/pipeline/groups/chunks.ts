import { createBucket, type Bucket, type NumberedBuckets } from "../buckets.ts";
import { joinColumns, type Column } from "../column.ts";

/** Groups, or parts of them, by the number of their key: a {@link Bucket} whose keys are numbers that go up. */
export type Chunk = Bucket & { readonly keys: Column<number> };

/**
 * Brings the elements of buckets into the order of their keys, those of one key in the order in which they came, and cuts
 * them into chunks. What does not fit into one goes on in the next.
 * @param mostElements - of a chunk
 */
export function* toChunks(
  { buckets, places }: Pick<NumberedBuckets, "buckets" | "places">,
  mostElements: number,
): Generator<Chunk, void, undefined> {
  const pieces = piecesOf(buckets, places.length);
  let chunk = new ChunkInProgress();
  for (const piece of inOrderOf(places)) {
    const { values } = buckets[pieces.buckets[piece]!]!;
    for (let start = pieces.starts[piece]!, end = pieces.ends[piece]!; start < end;) {
      const cut = Math.min(end, start + mostElements - chunk.length);
      chunk.add(places[piece]!, cutColumn(values, start, cut));
      start = cut;
      if (chunk.length < mostElements) continue;
      yield chunk.finish();
      chunk = new ChunkInProgress();
    }
  }
  if (chunk.length > 0) yield chunk.finish();
}

class ChunkInProgress {
  /** Number of its elements. */
  length = 0;
  readonly #keys: number[] = [];
  readonly #lengths: number[] = [];
  readonly #values: Column[] = [];

  add(key: number, values: Column): void {
    this.length += values.length;
    this.#values.push(values);
    if (this.#keys.at(-1) === key) this.#lengths[this.#lengths.length - 1]! += values.length;
    else {
      this.#keys.push(key);
      this.#lengths.push(values.length);
    }
  }

  finish(): Chunk {
    const values = joinColumns(this.#values);
    return createBucket({ keys: this.#keys, lengths: this.#lengths, values }) as Chunk;
  }
}

/** The elements of one key in one bucket: there are as many pieces as the buckets have keys. */
interface Pieces {
  /** By piece: the place of its bucket. */
  readonly buckets: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

function piecesOf(buckets: readonly Bucket[], count: number): Pieces {
  const pieces = {
    buckets: new Int32Array(count),
    starts: new Int32Array(count),
    ends: new Int32Array(count),
  };
  let piece = 0;
  buckets.forEach(({ lengths }, bucket) => {
    let end = 0;
    for (let i = 0; i < lengths.length; i++, piece++) {
      pieces.buckets[piece] = bucket;
      pieces.starts[piece] = end;
      end += lengths[i]!;
      pieces.ends[piece] = end;
    }
  });
  return pieces;
}

/** The numbers of pieces by the number of their key, those of one key as they are. */
function* inOrderOf(places: readonly number[]): Generator<number, void, undefined> {
  const count = places.length;
  // Numbers alone are sorted much faster than by a function.
  for (const sorted of Float64Array.from(places, (place, piece) => place * count + piece).sort())
    yield sorted % count;
}

function cutColumn(column: Column, start: number, end: number): Column {
  if (start === 0 && end === column.length) return column;
  return Array.isArray(column)
    ? (column as unknown[]).slice(start, end)
    : (column as unknown as Float64Array).subarray(start, end);
}
