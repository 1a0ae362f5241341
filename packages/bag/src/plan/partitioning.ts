import { lastUpTo } from "./last-up-to.ts";
import { firstOfShare, ownerOfShare } from "../pipeline/shares.ts";

/** How elements are cut into partitions. Nothing is kept per partition: where each starts is worked out. */
export type Partitioning =
  /** All of `size` but the last. */
  | { readonly kind: "sized"; readonly length: number; readonly size: number }
  /** Into `count` whose sizes differ by one at most, larger ones first. */
  | { readonly kind: "even"; readonly length: number; readonly count: number }
  /** Neighbours of another partitioning joined, so that `count` are left. */
  | {
      readonly kind: "coalesced";
      readonly length: number;
      readonly of: Partitioning;
      readonly count: number;
    }
  /** Each of another partitioning split, so that there are `count`. */
  | { readonly kind: "split"; readonly length: number; readonly of: Partitioning; readonly count: number }
  /** Those of several, one after the other. */
  | { readonly kind: "appended"; readonly length: number; readonly of: readonly Appended[] }
  /** One for each pair of a partition on the left and one on the right, with all pairs of their elements. */
  | {
      readonly kind: "crossed";
      readonly length: number;
      readonly left: Partitioning;
      readonly right: Partitioning;
    };

interface Appended {
  readonly partitioning: Partitioning;
  /** Index of its first partition. */
  readonly start: number;
  /** Number of elements before it. */
  readonly before: number;
}

/** What a user says about partitions, at most one of both. */
export interface PartitioningOptions {
  readonly npartitions?: number | undefined;
  readonly partitionSize?: number | undefined;
}

/**
 * Cuts as asked, and never into more partitions than there are elements. Without a wish, dask's rule: up to 100
 * elements stand alone, more are cut into pieces of `ceil(sqrt(length) / 10)`.
 */
export function createPartitioning(
  length: number,
  { npartitions, partitionSize }: PartitioningOptions,
): Partitioning {
  if (npartitions !== undefined)
    return { kind: "even", length, count: Math.max(1, Math.min(npartitions, length)) };
  const size = partitionSize ?? (length <= 100 ? 1 : Math.ceil(Math.sqrt(length) / 10));
  return { kind: "sized", length, size };
}

/** The partitions of several partitionings, of which there is at least one, one after the other. */
export function appendPartitionings(several: readonly Partitioning[]): Partitioning {
  let [start, before] = [0, 0];
  const of = several.map((partitioning) => {
    const appended = { partitioning, start, before };
    start += countPartitions(partitioning);
    before += partitioning.length;
    return appended;
  });
  return { kind: "appended", length: before, of };
}

/** Number of partitions; no elements make one empty partition. */
export function countPartitions(partitioning: Partitioning): number {
  switch (partitioning.kind) {
    case "sized":
      return Math.max(1, Math.ceil(partitioning.length / partitioning.size));
    case "even":
    case "coalesced":
    case "split":
      return partitioning.count;
    case "appended": {
      const last = partitioning.of.at(-1)!;
      return last.start + countPartitions(last.partitioning);
    }
    case "crossed":
      return countPartitions(partitioning.left) * countPartitions(partitioning.right);
    default:
      return partitioning satisfies never;
  }
}

/** Index of the first element of a partition; one past the last partition, the number of elements. */
export function startOfPartition(partitioning: Partitioning, partition: number): number {
  const { length } = partitioning;
  switch (partitioning.kind) {
    case "sized":
      return Math.min(length, partition * partitioning.size);
    case "even": {
      const size = Math.floor(length / partitioning.count);
      return partition * size + Math.min(partition, length % partitioning.count);
    }
    case "coalesced": {
      const { of, count } = partitioning;
      return startOfPartition(of, firstOfShare({ of: countPartitions(of), among: count }, partition));
    }
    case "split":
      return partition === partitioning.count ? length : startOfPart(partitioning, partition);
    case "appended": {
      const { of } = partitioning;
      const one = of[lastUpTo(partition, of.length, (index) => of[index]!.start)]!;
      return one.before + startOfPartition(one.partitioning, partition - one.start);
    }
    case "crossed":
      return startOfPairs(partitioning, partition);
    default:
      return partitioning satisfies never;
  }
}

/** No partition has more elements. */
export function longestPartition(partitioning: Partitioning): number {
  switch (partitioning.kind) {
    case "sized":
      return Math.min(partitioning.length, partitioning.size);
    case "even":
      return Math.ceil(partitioning.length / partitioning.count);
    case "coalesced": {
      const { of, count } = partitioning;
      return longestPartition(of) * Math.ceil(countPartitions(of) / count);
    }
    case "split": {
      const { of, count } = partitioning;
      return Math.ceil(longestPartition(of) / Math.floor(count / countPartitions(of)));
    }
    case "appended":
      return partitioning.of.reduce((most, one) => Math.max(most, longestPartition(one.partitioning)), 0);
    case "crossed":
      return longestPartition(partitioning.left) * longestPartition(partitioning.right);
    default:
      return partitioning satisfies never;
  }
}

type PartitioningOf<K extends Partitioning["kind"]> = Extract<Partitioning, { readonly kind: K }>;

function startOfPart({ of, count }: PartitioningOf<"split">, partition: number): number {
  const shares = { of: count, among: countPartitions(of) };
  const owner = ownerOfShare(shares, partition);
  const start = startOfPartition(of, owner);
  const first = firstOfShare(shares, owner);
  const own = { of: startOfPartition(of, owner + 1) - start, among: firstOfShare(shares, owner + 1) - first };
  return start + firstOfShare(own, partition - first);
}

function startOfPairs({ left, right }: PartitioningOf<"crossed">, partition: number): number {
  const columns = countPartitions(right);
  const row = Math.floor(partition / columns);
  const start = startOfPartition(left, row);
  const column = partition % columns;
  if (column === 0) return start * right.length;
  return start * right.length + (startOfPartition(left, row + 1) - start) * startOfPartition(right, column);
}

/** The partition that an element is in: the last one that starts at or before it. */
export function partitionAt(partitioning: Partitioning, element: number): number {
  return lastUpTo(element, countPartitions(partitioning), (index) => startOfPartition(partitioning, index));
}
