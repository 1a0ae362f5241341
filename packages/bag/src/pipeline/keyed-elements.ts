/** Elements and the key of each: the same as pairs, but much cheaper to send. */
export interface KeyedElements {
  readonly keys: readonly unknown[];
  readonly elements: readonly unknown[];
}
