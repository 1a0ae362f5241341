/** A call whose types are measured, as text of a program. */
export interface TypedCall {
  readonly name: string;
  /** The expression on the variables of `declarationsOf`, whose names and whose elements' type end in `i`. */
  readonly expression: (i: number) => string;
}

/** What the expressions are about: a type of elements that no other declarations have, and some of its collections. */
export function declarationsOf(i: number): string {
  return [
    `interface Element${i} { readonly key${i}: string; readonly value: number; readonly list: readonly string[] }`,
    `declare const bag${i}: Bag<Element${i}>;`,
    `declare const item${i}: Item<Element${i}>;`,
    `declare const array${i}: Element${i}[];`,
  ].join("\n");
}

/** What people call most, and what is dear. */
export const bagCalls: readonly TypedCall[] = [
  { name: "map", expression: (i) => `bag${i}.map((x) => x.value)` },
  { name: "map to objects", expression: (i) => `bag${i}.map((x) => ({ x }))` },
  { name: "map to promises", expression: (i) => `bag${i}.map(async (x) => x)` },
  { name: "map with an item", expression: (i) => `bag${i}.map((x, y) => [x, y] as const, item${i})` },
  { name: "map with a bag", expression: (i) => `bag${i}.map((x, y) => [x, y] as const, bag${i})` },
  { name: "map with options", expression: (i) => `bag${i}.map((x) => x.value, { onError: "skip" })` },
  { name: "mapSettled", expression: (i) => `bag${i}.mapSettled((x) => x.value)` },
  { name: "filter", expression: (i) => `bag${i}.filter((x) => x.value > 1)` },
  { name: "flatMap", expression: (i) => `bag${i}.flatMap((x) => x.list)` },
  { name: "pluck", expression: (i) => `bag${i}.pluck("key${i}")` },
  { name: "pluck of two keys", expression: (i) => `bag${i}.pluck(["key${i}", "value"])` },
  { name: "mapPartitions", expression: (i) => `bag${i}.mapPartitions((all) => all.slice(1))` },
  { name: "join", expression: (i) => `bag${i}.join(array${i}, { onSelf: "key${i}" })` },
  {
    name: "join by functions",
    expression: (i) => `bag${i}.join(bag${i}, { onSelf: (x) => x.value, onOther: (y) => y.list.length })`,
  },
  { name: "distinct", expression: (i) => `bag${i}.distinct({ key: "key${i}" })` },
  { name: "union", expression: (i) => `bag${i}.union(array${i}, { key: (x) => x.value })` },
  { name: "topk", expression: (i) => `bag${i}.topk(3, { key: (x) => x.value })` },
  { name: "take", expression: (i) => `bag${i}.take(3)` },
  { name: "count", expression: (i) => `bag${i}.count()` },
  { name: "max", expression: (i) => `bag${i}.max()` },
  { name: "fold", expression: (i) => `bag${i}.fold((a, b) => (a.value > b.value ? a : b))` },
  {
    name: "fold to another type",
    expression: (i) =>
      `bag${i}.fold((sum: number, x) => sum + x.value, { initial: 0, combine: (a, b) => a + b })`,
  },
  {
    name: "reduction",
    expression: (i) => `bag${i}.reduction((all) => all.length, (partials) => partials.length)`,
  },
  { name: "Bag.fromSequence", expression: (i) => `Bag.fromSequence(array${i})` },
  { name: "Bag.concat", expression: (i) => `Bag.concat([bag${i}, bag${i}])` },
  { name: "compute", expression: (i) => `bag${i}.compute()` },
  { name: "item.apply", expression: (i) => `item${i}.apply((x) => x.value)` },
];

/** The same on arrays, whose methods do less. */
export const arrayCalls: readonly TypedCall[] = [
  { name: "map", expression: (i) => `array${i}.map((x) => x.value)` },
  { name: "map to objects", expression: (i) => `array${i}.map((x) => ({ x }))` },
  { name: "filter", expression: (i) => `array${i}.filter((x) => x.value > 1)` },
  { name: "flatMap", expression: (i) => `array${i}.flatMap((x) => x.list)` },
  { name: "fold to another type", expression: (i) => `array${i}.reduce((sum, x) => sum + x.value, 0)` },
];
