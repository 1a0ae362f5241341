import { commonKind, compareKeys, type SortKey, type SortKind } from "./sort-key.ts";
import { flattenArrays } from "./join-arrays.ts";

/** Elements in the order of their keys, as columns. */
export interface SortedRun {
  /** What all keys are, but for those that are not there. */
  readonly kind: SortKind | undefined;
  readonly keys: readonly SortKey[];
  readonly elements: readonly unknown[];
}

/** Sorts elements by their keys; those of equal keys stay in their order. */
export function sortRun({ kind, keys, elements }: SortedRun, isDescending: boolean): SortedRun {
  const compare = compareKeys(isDescending);
  const order = keys.map((_, place) => place).sort((a, b) => compare(keys[a], keys[b]));
  return { kind, keys: order.map((place) => keys[place]), elements: order.map((place) => elements[place]) };
}

/** Merges runs, those of equal keys in order: sorting finds that they are sorted, and only merges them. */
export function mergeRuns(runs: readonly SortedRun[], isDescending: boolean): SortedRun {
  const [first] = runs;
  if (runs.length === 1) return first!;
  const kind = runs.reduce<SortKind | undefined>((common, run) => commonKind(common, run.kind), undefined);
  const keys = flattenArrays(runs.map((run) => run.keys)) as SortKey[];
  return sortRun({ kind, keys, elements: flattenArrays(runs.map((run) => run.elements)) }, isDescending);
}
