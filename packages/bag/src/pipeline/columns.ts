import { packPairs, pairsOf, type PackedPairs } from "@holdall/core/task";
import { joinColumns, toColumn, type Column } from "./column.ts";
import { isPrimitive, KeyIndex } from "./key.ts";

/** Keys, and a value for each: the same as pairs, but much cheaper to send. */
export interface Columns<V = unknown> {
  readonly keys: Column;
  readonly values: Column<V>;
}

/** Columns on their way up the tree of a reduction. */
export interface PartialColumns<V> extends Columns<V> {
  /** How many keys there were before equal ones became one. */
  readonly before: number;
  /** Whether each key is there once. */
  readonly isMerged: boolean;
}

/** Makes one value of two for the same key. */
export type MergeValues<V> = (first: V, second: V) => V;

// Which part of the keys was left when they were merged last.
const hardlyFewer = 0.9;
// What is in different partitions may have the same keys all the same: when there are about so many, that is found out.
const trial = { from: 2 ** 12, to: 2 ** 15 };
// More are too many to be held several times.
const most = 2 ** 20;

/**
 * Merges columns on their way up the tree of a reduction. Where merging has made them hardly fewer before, it would be
 * work that is done all over again further up: then they are only put one behind the other.
 */
export function combineColumns<V>(
  parts: readonly PartialColumns<V>[],
  merge: MergeValues<V>,
): PartialColumns<V> {
  const length = parts.reduce((sum, { keys }) => sum + keys.length, 0);
  const before = parts.reduce((sum, part) => sum + part.before, 0);
  const isTrial = length >= trial.from && length < trial.to;
  if (isTrial || length > most || length < hardlyFewer * before) return mergeColumns(parts, merge);
  return {
    keys: joinColumns(parts.map(({ keys }) => keys)),
    values: joinColumns(parts.map(({ values }) => values)),
    before,
    isMerged: false,
  };
}

/** Merges columns, in order: each key is there once, in the place where it first appeared. */
export function mergeColumns<V>(
  parts: readonly PartialColumns<V>[],
  merge: MergeValues<V>,
): PartialColumns<V> {
  const [first] = parts;
  if (parts.length === 1 && first!.isMerged) return first!;
  const index = new KeyIndex();
  const values: V[] = [];
  let before = 0;
  for (const part of parts) {
    before += part.keys.length;
    for (let i = 0; i < part.keys.length; i++) {
      const place = index.add(part.keys[i]);
      const value = part.values[i]!;
      if (place === values.length) values.push(value);
      else values[place] = merge(values[place]!, value);
    }
  }
  return { keys: index.keys, values: toColumn(values), before, isMerged: true };
}

/** Of no keys at all. */
export const noColumns: PartialColumns<never> = { keys: [], values: [], before: 0, isMerged: true };

/** The pairs of keys and values. */
export function entriesOf({ keys, values }: Columns): [unknown, unknown][] {
  return pairsOf({ keys, values, lengths: undefined });
}

/** The pairs of keys and values as the result of a task. */
export function packEntries({ keys, values }: Columns): PackedPairs {
  return packPairs({
    toPairs: () => entriesOf({ keys, values }),
    toColumns() {
      const column = Array.isArray(values) ? toColumn(values) : values;
      return isPackable(keys) && isPackable(column)
        ? { keys, values: column, lengths: undefined }
        : undefined;
    },
  });
}

/** Whether a column holds nothing that would lose its class, or stand in two places. */
export function isPackable(column: Column): boolean {
  return !Array.isArray(column) || column.every(isPrimitive);
}
