import { fillNumbers, type Numbers } from "@holdall/core/task";
import { joinColumns, toColumn, type Column } from "./column.ts";
import { hashKey, type KeyIndex } from "./key.ts";

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

/**
 * Deals groups out to so many buckets, by a hash of their keys: equal keys of other tasks go where these go. There is
 * nothing in the place of empty ones, of which there may be many.
 */
export function toBuckets({ keys, groups }: Groups, count: number): (Bucket | undefined)[] {
  const dealt = new Array<{ keys: unknown[]; groups: Groups["groups"][number][] } | undefined>(count);
  for (let place = 0; place < keys.length; place++) {
    const own = (dealt[hashKey(keys[place]) % count] ??= { keys: [], groups: [] });
    own.keys.push(keys[place]);
    own.groups.push(groups[place]!);
  }
  return Array.from(dealt, (own) => own && toBucket(own));
}

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

/** The keys of the buckets of all tasks, numbered. */
export interface NumberedBuckets {
  readonly buckets: readonly Bucket[];
  /** The numbers of the keys of all buckets, one after the other. */
  readonly places: readonly number[];
  /** By number of the key: how many elements it has in all. */
  readonly lengths: readonly number[];
}

/** @param index - gets the keys that are new */
export function numberBuckets(all: readonly (Bucket | undefined)[], index: KeyIndex): NumberedBuckets {
  const buckets = all.filter((bucket) => bucket !== undefined);
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
  return { buckets, places, lengths: sums };
}

/**
 * Joins the groups of equal keys, in order.
 * @returns the groups by number of the key, up to the last that has one
 */
export function joinBuckets({ buckets, places, lengths }: NumberedBuckets): unknown[][] {
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

/** The same, with all groups one after the other; nothing where elements are not all numbers. */
export function joinToNumbers(numbered: NumberedBuckets): Numbers | undefined {
  if (typeof numbered.buckets[0]?.pieces[0]![0] !== "number") return undefined;
  const total = numbered.lengths.reduce((sum, length) => sum + length, 0);
  return fillGroups(numbered, new Int32Array(total)) ?? fillGroups(numbered, new Float64Array(total));
}

/** @returns nothing where an element cannot be filled in */
function fillGroups<N extends Numbers>(
  { buckets, places, lengths }: NumberedBuckets,
  numbers: N,
): N | undefined {
  const ends = new Int32Array(lengths.length);
  for (let place = 1; place < ends.length; place++) ends[place] = ends[place - 1]! + lengths[place - 1]!;
  let next = 0;
  for (const bucket of buckets) {
    let [piece, at] = [0, 0];
    for (let group = 0; group < bucket.lengths.length; group++) {
      const length = bucket.lengths[group]!;
      if (at === bucket.pieces[piece]!.length) [piece, at] = [piece + 1, 0];
      const [from, place] = [bucket.pieces[piece]!, places[next++]!];
      const start = ends[place]!;
      if (!fillNumbers(numbers, start, { array: from, start: at, end: at + length })) return undefined;
      ends[place] = start + length;
      at += length;
    }
  }
  return numbers;
}
