import { commonKind, compareKeys, type SortKey, type SortKind } from "./sort-key.ts";
import type { SortedRun } from "./sorted-run.ts";

/** Some elements of a run, at equal distances, that stand for all of it. */
export interface Sample {
  readonly kind: SortKind | undefined;
  /** Number of elements in the run. */
  readonly length: number;
  readonly keys: readonly SortKey[];
  /** By key: its place in the run. */
  readonly places: readonly number[];
}

/**
 * Elements from which partitions begin. No two elements of a bag are at the same place of the same run, so that even
 * elements of equal keys are in an order, in which they can be cut anywhere.
 */
export interface Borders {
  readonly keys: readonly SortKey[];
  readonly runs: readonly number[];
  readonly places: readonly number[];
}

/** Takes a sample of so many elements, or of all if there are no more. */
export function takeSample({ kind, keys }: SortedRun, size: number): Sample {
  const count = Math.min(size, keys.length);
  const places = Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * keys.length) / count));
  return { kind, length: keys.length, keys: places.map((place) => keys[place]), places };
}

/**
 * Finds where partitions of about as many elements begin, all but the first: by regular sampling, as in Shi and Schaeffer
 * (1992), "Parallel sorting by regular sampling".
 * @param samples - of all runs, in order
 * @returns fewer borders than asked for only where there are no elements
 */
export function findBorders(
  samples: readonly Sample[],
  { parts, isDescending }: { readonly parts: number; readonly isDescending: boolean },
): Borders {
  samples.reduce<SortKind | undefined>((common, { kind }) => commonKind(common, kind), undefined);
  const compare = compareKeys(isDescending);
  const points = samples.flatMap(({ length, keys, places }, run) =>
    keys.map((key, i) => ({ key, run, place: places[i]!, weight: length / keys.length })),
  );
  points.sort((a, b) => compare(a.key, b.key) || a.run - b.run || a.place - b.place);
  const total = samples.reduce((sum, { length }) => sum + length, 0);
  const borders: { keys: SortKey[]; runs: number[]; places: number[] } = { keys: [], runs: [], places: [] };
  let before = 0;
  for (const { key, run, place, weight } of points) {
    // Half of what a point stands for is before it.
    const at = before + weight / 2;
    while (borders.keys.length + 1 < parts && at >= ((borders.keys.length + 1) * total) / parts) {
      borders.keys.push(key);
      borders.runs.push(run);
      borders.places.push(place);
    }
    before += weight;
  }
  return borders;
}

/** A run among all, and how it is to be cut. */
export interface RunCut {
  /** The number of the run. */
  readonly number: number;
  readonly borders: Borders;
  readonly parts: number;
  readonly isDescending: boolean;
}

/** Cuts a run at the borders. */
export function cutRun(
  { kind, keys, elements }: SortedRun,
  { number, borders, parts, isDescending }: RunCut,
): SortedRun[] {
  const compare = compareKeys(isDescending);
  const isBefore = (place: number, border: number): boolean => {
    const order =
      compare(keys[place], borders.keys[border]) ||
      number - borders.runs[border]! ||
      place - borders.places[border]!;
    return order < 0;
  };
  let start = 0;
  return Array.from({ length: parts }, (_, part) => {
    const end = part < borders.keys.length ? firstNotBefore(keys.length, part) : keys.length;
    const cut = { kind, keys: keys.slice(start, end), elements: elements.slice(start, end) };
    start = end;
    return cut;
  });

  // Bisection: the first place from `start` on that is not before a border.
  function firstNotBefore(length: number, border: number): number {
    let [low, high] = [start, length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (isBefore(middle, border)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
