import { KeyIndex } from "./key.ts";
import type { KeyedElements } from "./keyed-elements.ts";

/** Elements that are found by their key. */
export interface KeyTable {
  readonly index: KeyIndex;
  /** Those of one key after those of another, by the number of the key, and at last `undefined`, for keys of none. */
  readonly elements: readonly unknown[];
  /** By the number of a key: where its elements start, which is where those of the key before end. */
  readonly starts: Int32Array;
  /** By element, as they came: the number of its key. */
  readonly places: Int32Array;
  /** The number that stands for keys that no element has. */
  readonly missing: number;
  /** By number of a key: which of those who keep account of it has come across it last. */
  readonly seenBy: Int32Array;
  /** How many have kept account so far. */
  accounts: number;
}

const tables = new WeakMap<KeyedElements, KeyTable>();

/** The table of elements, made once for all tasks on this thread that are given the same. */
export function keyTableOf(keyed: KeyedElements): KeyTable {
  let table = tables.get(keyed);
  if (table === undefined) {
    table = createKeyTable(keyed);
    tables.set(keyed, table);
  }
  return table;
}

function createKeyTable({ keys, elements }: KeyedElements): KeyTable {
  const index = new KeyIndex();
  const places = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) places[i] = index.add(keys[i]);
  const missing = index.size;
  const starts = new Int32Array(missing + 2);
  for (const place of places) starts[place + 1]! += 1;
  for (let place = 0; place < missing; place++) starts[place + 1]! += starts[place]!;
  starts[missing + 1] = elements.length + 1;
  const next = starts.slice();
  const sorted = new Array<unknown>(elements.length + 1);
  for (let i = 0; i < elements.length; i++) sorted[next[places[i]!]!++] = elements[i];
  sorted[elements.length] = undefined;
  return {
    index,
    elements: sorted,
    starts,
    places,
    missing,
    seenBy: new Int32Array(missing),
    accounts: 0,
  };
}
