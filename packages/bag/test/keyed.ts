import { Bag } from "@holdall/bag";
import fc from "fast-check";
import { isDeepStrictEqual } from "node:util";

/** Keys of all kinds, few enough that equal ones are frequent, though not the same objects. */
export const keys: fc.Arbitrary<unknown> = fc.oneof(
  fc.integer({ min: -2, max: 4 }),
  fc.constantFrom<unknown[]>(NaN, 0.5, "", "1", "a", true, null, undefined, 1n),
  fc.constantFrom(0, 1).map((time) => new Date(time)),
  fc.array(fc.constantFrom<unknown[]>(1, "a", null), { maxLength: 2 }),
  fc.record(
    { a: fc.constantFrom(1, 2), b: fc.constantFrom("x", "y") },
    { requiredKeys: [], noNullPrototype: true },
  ),
);

/** The elements of partitions, some of them empty: the first, the last and any others. */
export function partitionsOf<T>(element: fc.Arbitrary<T>): fc.Arbitrary<T[][]> {
  return fc.array(fc.array(element, { maxLength: 6 }), { minLength: 1, maxLength: 12 });
}

export const splits: fc.Arbitrary<number | false> = fc.constantFrom<(number | false)[]>(2, 3, 8, false);

/** A bag of just these partitions. */
export function bagOf<T>(partitions: readonly (readonly T[])[]): Bag<T> {
  return Bag.concat(partitions.map((elements) => Bag.fromSequence(elements, { npartitions: 1 })));
}

/** Groups elements by keys that are equal by structure, in order of first appearance, by comparing each with each. */
export function groupsOf<T, K>(
  elements: readonly T[],
  keyOf: (element: T) => K,
): { readonly key: K; readonly elements: T[] }[] {
  const groups: { readonly key: K; readonly elements: T[] }[] = [];
  for (const element of elements) {
    const key = keyOf(element);
    const group = groups.find((other) => isDeepStrictEqual(other.key, key));
    if (group === undefined) groups.push({ key, elements: [element] });
    else group.elements.push(element);
  }
  return groups;
}
