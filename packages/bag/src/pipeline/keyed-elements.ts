import type { Column } from "./column.ts";

/** Elements and the key of each: the same as pairs, but much cheaper to send. */
export interface KeyedElements {
  readonly keys: Column;
  readonly elements: Column;
}
