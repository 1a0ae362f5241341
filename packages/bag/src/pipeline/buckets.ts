import { asColumns, fillNumbers, type Numbers } from "@holdall/core/task";
import { joinColumns, toColumn, type Column } from "./column.ts";
import { isPackable } from "./columns.ts";
import { hashKey, type KeyIndex } from "./key.ts";

/**
 * Groups on their way to the partition that their keys belong to: what a task that groups its own elements has for one
 * that collects those of all. Columns, as they are much cheaper to send than a small array for each key.
 */
export interface Bucket {
  readonly keys: Column;
  /** By key: number of elements. */
  readonly lengths: Column<number>;
  /** The elements, those of one key after those of another. */
  readonly values: Column;
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
  return Array.from(dealt, (own) => {
    if (own === undefined) return undefined;
    const { keys, groups } = own;
    return createBucket({ keys, lengths: groups.map(({ length }) => length), values: joinColumns(groups) });
  });
}

/** Makes a bucket whose columns are cheap to send. */
export function createBucket({
  keys,
  lengths,
  values,
}: {
  readonly keys: readonly unknown[];
  readonly lengths: readonly number[];
  readonly values: Column;
}): Bucket {
  const bucket: Bucket = { keys: toColumn(keys), lengths: toColumn(lengths), values };
  // Records and tuples; other values are cheap to send as they are.
  return typeof bucket.values[0] === "object" && isPackable(keys) ? asColumns(bucket) : bucket;
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
  for (const { lengths: own, values } of buckets) {
    for (let group = 0, at = 0; group < own.length; group++) {
      const place = places[next++]!;
      const [to, start, end] = [groups[place]!, filled[place]! - at, at + own[group]!];
      for (; at < end; at++) to[start + at] = values[at];
      filled[place] = start + at;
    }
  }
  return groups;
}

/** The same, with all groups one after the other. */
export function joinElements(numbered: NumberedBuckets): Column {
  const total = numbered.lengths.reduce((sum, length) => sum + length, 0);
  const numbers =
    typeof numbered.buckets[0]?.values[0] === "number"
      ? (fillGroups(numbered, new Int32Array(total)) ?? fillGroups(numbered, new Float64Array(total)))
      : undefined;
  return numbers ?? joinBuckets(numbered).flat();
}

/** @returns nothing where an element cannot be filled in */
function fillGroups<N extends Numbers>(
  { buckets, places, lengths }: NumberedBuckets,
  numbers: N,
): N | undefined {
  const ends = new Int32Array(lengths.length);
  for (let place = 1; place < ends.length; place++) ends[place] = ends[place - 1]! + lengths[place - 1]!;
  let next = 0;
  for (const { lengths: own, values } of buckets) {
    for (let group = 0, at = 0; group < own.length; group++) {
      const place = places[next++]!;
      const end = at + own[group]!;
      if (!fillNumbers(numbers, ends[place]!, { array: values, start: at, end })) return undefined;
      ends[place]! += end - at;
      at = end;
    }
  }
  return numbers;
}
