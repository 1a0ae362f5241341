import type { Columns } from "./columns.ts";
import { KeyIndex } from "./key.ts";

const sets = new WeakMap<Columns, KeyIndex>();

/** The keys of columns, made ready once for all tasks on this thread that are given the same columns. */
export function keySetOf(columns: Columns): Pick<KeyIndex, "find"> {
  let set = sets.get(columns);
  if (set === undefined) {
    set = new KeyIndex();
    for (const key of columns.keys) set.add(key);
    sets.set(columns, set);
  }
  return set;
}
