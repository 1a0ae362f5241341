import { joinColumns, toColumn, type Column } from "./column.ts";
import type { KeyIndex } from "./key.ts";
import { hashKey } from "./key.ts";

/**
 * Groups on their way to the partition that their keys belong to: what a task that groups its own elements has for one
 * that collects those of all. Columns, as they are much cheaper to send than a small array for each key.
 */
export interface Bucket {
  readonly keys: Column;
  /** By key: number of elements. */
  readonly lengths: Column<number>;
  /** The elements, those of one key after those of another. They may be in several pieces, each of whole groups. */
  readonly pieces: readonly Column[];
}

/** Elements by key: those at a place have the key at that place. */
export interface Groups {
  readonly keys: Column;
  readonly groups: readonly (readonly unknown[])[];
}

/** Deals groups out to so many buckets, by a hash of their keys: equal keys of other tasks go where these go. */
export function toBuckets({ keys, groups }: Groups, count: number): Bucket[] {
  const dealt = new Array<{ keys: unknown[]; groups: Groups["groups"][number][] } | undefined>(count);
  for (let place = 0; place < keys.length; place++) {
    const own = (dealt[hashKey(keys[place]) % count] ??= { keys: [], groups: [] });
    own.keys.push(keys[place]);
    own.groups.push(groups[place]!);
  }
  return Array.from(dealt, (own) => (own === undefined ? noGroups : toBucket(own)));
}

// There may be many of these, where keys are few.
const noGroups: Bucket = { keys: [], lengths: [], pieces: [] };

function toBucket({
  keys,
  groups,
}: {
  readonly keys: readonly unknown[];
  readonly groups: Groups["groups"];
}): Bucket {
  const lengths = groups.map((group) => group.length);
  return { keys: toColumn(keys), lengths: toColumn(lengths), pieces: toPieces(groups, lengths) };
}

// Groups that are shorter than this are put together: as many arrays would be more trouble than their elements.
const worthwhile = 8;

function toPieces(groups: Groups["groups"], lengths: readonly number[]): readonly Column[] {
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const isShort = total < worthwhile * groups.length;
  return isShort || typeof groups[0]![0] === "number" ? [joinColumns(groups)] : groups;
}

/**
 * Joins the groups of equal keys, of the buckets of all tasks, in order.
 * @param index - gets the keys that are new
 * @returns the groups by number of the key; none for keys that are in no bucket
 */
export function joinBuckets(buckets: readonly Bucket[], index: KeyIndex): (unknown[] | undefined)[] {
  const { places, lengths } = numberKeys(buckets, index);
  const groups = lengths.map((length) => new Array<unknown>(length));
  const filled = new Int32Array(lengths.length);
  let next = 0;
  for (const bucket of buckets) {
    let [piece, at] = [0, 0];
    for (let group = 0; group < bucket.lengths.length; group++) {
      const length = bucket.lengths[group]!;
      if (at === bucket.pieces[piece]!.length) [piece, at] = [piece + 1, 0];
      const place = places[next++]!;
      const [from, to, start] = [bucket.pieces[piece]!, groups[place]!, filled[place]!];
      for (let i = 0; i < length; i++) to[start + i] = from[at + i];
      filled[place]! += length;
      at += length;
    }
  }
  return groups;
}

interface NumberedKeys {
  /** The numbers of the keys of all buckets, one after the other. */
  readonly places: readonly number[];
  /** By number of the key: how many elements it has in all. */
  readonly lengths: readonly number[];
}

function numberKeys(buckets: readonly Bucket[], index: KeyIndex): NumberedKeys {
  const places: number[] = [];
  const sums: number[] = [];
  for (const { keys, lengths } of buckets) {
    for (let i = 0; i < keys.length; i++) {
      const place = index.add(keys[i]);
      while (sums.length <= place) sums.push(0);
      sums[place]! += lengths[i]!;
      places.push(place);
    }
  }
  return { places, lengths: sums };
}
