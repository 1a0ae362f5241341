import { mixedKeysError, notSortableError } from "../errors.ts";

/** What keys can be to be sorted. Only those of one kind can be compared. */
export type SortKind = "number" | "string" | "bigint" | "boolean" | "date";

/** A key as it is compared: dates and booleans by number; `undefined` for those that are not there. */
export type SortKey = number | string | bigint | undefined;

/** Compares two keys: below 0 where the first comes first. */
export type CompareKeys = (a: SortKey, b: SortKey) => number;

/** The kind of a key; nothing for `null` and `undefined`, which go with any. @throws TypeError for what has no order */
export function sortKindOf(key: unknown): SortKind | undefined {
  switch (typeof key) {
    case "number":
    case "string":
    case "bigint":
    case "boolean":
      return typeof key as SortKind;
    case "undefined":
      return undefined;
    default:
      if (key === null) return undefined;
      if (key instanceof Date) return "date";
      throw notSortableError(key);
  }
}

/** A key, of a kind that is known, as it is compared. */
export function toSortKey(key: unknown): SortKey {
  if (typeof key === "number" || typeof key === "string" || typeof key === "bigint") return key;
  return key === null || key === undefined ? undefined : Number(key);
}

/** The one kind that keys are of. @throws TypeError naming both where there are two */
export function commonKind(a: SortKind | undefined, b: SortKind | undefined): SortKind | undefined {
  if (a !== undefined && b !== undefined && a !== b) throw mixedKeysError(a, b);
  return a ?? b;
}

export function compareKeys(isDescending: boolean): CompareKeys {
  return isDescending ? compareDescending : compareAscending;
}

function compareAscending(a: SortKey, b: SortKey): number {
  if (a! < b!) return -1;
  if (a! > b!) return 1;
  return a === b ? 0 : placeAtEnd(a) - placeAtEnd(b);
}

function compareDescending(a: SortKey, b: SortKey): number {
  if (a! > b!) return -1;
  if (a! < b!) return 1;
  return a === b ? 0 : placeAtEnd(a) - placeAtEnd(b);
}

// NaN is neither smaller nor greater than anything, and neither is what is not there: both come last in either order.
function placeAtEnd(key: SortKey): number {
  return key === undefined ? 2 : Number.isNaN(key) ? 1 : 0;
}
