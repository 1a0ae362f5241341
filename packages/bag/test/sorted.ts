import fc from "fast-check";

/** Keys of one kind, a few of them not there, and few enough that equal ones are frequent. */
export const keysOfOneKind: readonly fc.Arbitrary<unknown>[] = [
  fc.oneof(fc.integer({ min: -3, max: 9 }), fc.constantFrom(0.5, Infinity, -Infinity, NaN)),
  fc.string({ maxLength: 2 }),
  fc.bigInt({ min: -3n, max: 3n }),
  fc.boolean(),
  fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(NaN)).map((time) => new Date(time)),
].map((kind) =>
  fc.oneof({ weight: 5, arbitrary: kind }, { weight: 1, arbitrary: fc.constantFrom(null, undefined) }),
);

const isAbsent = (key: unknown): boolean => key === null || key === undefined;
const isNotANumber = (key: unknown): boolean =>
  !isAbsent(key) && key !== undefined && Number.isNaN(timeOf(key));
const timeOf = (key: unknown): unknown => (key instanceof Date ? key.getTime() : key);

/** Sorts by keys in the plainest way: what has no order at the end, the rest with the stable sort of arrays. */
export function sorted<T extends { readonly key: unknown }>(
  elements: readonly T[],
  descending: boolean,
): T[] {
  const ordinary = elements.filter(({ key }) => !isAbsent(key) && !isNotANumber(key));
  ordinary.sort((a, b) => {
    const [x, y] = [timeOf(a.key) as number, timeOf(b.key) as number];
    return (x < y ? -1 : x > y ? 1 : 0) * (descending ? -1 : 1);
  });
  return [
    ...ordinary,
    ...elements.filter(({ key }) => isNotANumber(key)),
    ...elements.filter(({ key }) => isAbsent(key)),
  ];
}
