/**
 * How `length` elements are cut into partitions: all of `size` but the last, or into `count` that differ by one
 * at most, larger ones first. Nothing is kept per partition.
 */
export type Partitioning =
  | { readonly kind: "sized"; readonly length: number; readonly size: number }
  | { readonly kind: "even"; readonly length: number; readonly count: number };

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

/** Number of partitions; no elements make one empty partition. */
export function countPartitions(partitioning: Partitioning): number {
  if (partitioning.kind === "even") return partitioning.count;
  return Math.max(1, Math.ceil(partitioning.length / partitioning.size));
}

/** Index of the first element of a partition; one past the last partition, the number of elements. */
export function startOfPartition(partitioning: Partitioning, partition: number): number {
  const { length } = partitioning;
  if (partitioning.kind === "sized") return Math.min(length, partition * partitioning.size);
  const size = Math.floor(length / partitioning.count);
  return partition * size + Math.min(partition, length % partitioning.count);
}
