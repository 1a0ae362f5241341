/** What is needed of the elements of a partition, from least to most. */
export type Need =
  /** How many they are. */
  | { readonly kind: "number" }
  /** These properties of elements that are plain objects and have all of them, and the whole of others. */
  | { readonly kind: "properties"; readonly keys: readonly (string | number)[] }
  | { readonly kind: "elements" };

export const needsNumber: Need = { kind: "number" };
export const needsElements: Need = { kind: "elements" };
