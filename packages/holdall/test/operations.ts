import { Bag, random, writeWith, type Collection, type ElementWriter } from "holdall";

export interface Reading {
  readonly id: number;
  readonly place: string;
  /** Many have the same. */
  readonly level: number;
  /** Sums of these differ in their last bits when they are added in another order. */
  readonly value: number;
}

const places = ["Ada", "Bern", "Cork", "Delft", "Essen"];
export const readings = Array.from({ length: 300 }, (_, id): Reading => {
  const value = Math.sin(id) * 10 ** (id % 17);
  return { id, place: places[(id * 7) % 5]!, level: (id * id) % 4, value };
});

/** A writer that keeps what it is given. */
function openList(place: number): ElementWriter<number, [place: number, written: number[]]> {
  const written: number[] = [];
  return { write: (x) => void written.push(x), close: () => [place, written], abandon: () => undefined };
}

/** Operations whose results have an order, or a floating-point number that depends on one. */
export const operations: Readonly<Record<string, (bag: Bag<Reading>) => Collection>> = {
  collect: (bag) => bag,
  flatMap: (bag) => bag.flatMap(({ id, level }) => Array.from({ length: level }, () => id)),
  flatten: (bag) => bag.map(({ id, level }) => [id, level]).flatten(),
  mapPartitions: (bag) => bag.mapPartitions((all) => [all.length, ...all.map(({ id }) => id)]),
  starmap: (bag) => bag.map(({ id, level }): [number, number] => [id, level]).starmap((a, b) => a * b),
  tap: (bag) => bag.tap(({ id }) => id),
  remove: (bag) => bag.remove(({ level }) => level === 1),
  filter: (bag) => bag.filter(({ level }) => level === 1),
  count: (bag) => bag.count(),
  sum: (bag) => bag.pluck("value").sum(),
  min: (bag) => bag.pluck("value").min(),
  max: (bag) => bag.pluck("value").max(),
  std: (bag) => bag.pluck("value").std({ ddof: 1 }),
  mean: (bag) => bag.pluck("value").mean(),
  variance: (bag) => bag.pluck("value").variance(),
  describe: (bag) => bag.pluck("value").describe(),
  quantile: (bag) => bag.pluck("value").quantile([0.1, 0.5]),
  histogram: (bag) => bag.pluck("value").histogram({ bins: 5 }),
  fold: (bag) => bag.pluck("value").fold((a, b) => a + b / 3, { splitEvery: 3 }),
  reduction: (bag) =>
    bag.reduction(
      (all) => all.map(({ id }) => id).join(),
      (all) => `(${all.join(" ")})`,
    ),
  any: (bag) => bag.any(({ id }) => id > 250),
  all: (bag) => bag.all(({ id }) => id < 250),
  find: (bag) => bag.find(({ level, id }) => level === 1 && id > 100),
  accumulate: (bag) => bag.pluck("value").accumulate((a, b) => a + b / 3),
  enumerate: (bag) => bag.filter(({ level }) => level === 1).enumerate(),
  batch: (bag) => bag.batch(5),
  window: (bag) => bag.pluck("id").window(3),
  zip: (bag) => bag.zip(bag.pluck("value")),
  unzip: (bag) => bag.map(({ id, place }) => [id, place] as const).unzip(2)[1],
  frequencies: (bag) => bag.pluck("place").frequencies({ splitEvery: 2 }),
  "frequencies, most frequent first": (bag) => bag.pluck("level").frequencies({ sort: true }),
  countBy: (bag) => bag.countBy(({ place, level }) => [place, level]),
  foldBy: (bag) =>
    bag.foldBy("place", (sum: number, { value }) => sum + value / 3, {
      initial: 0,
      combine: (a, b) => a + b,
    }),
  distinct: (bag) => bag.distinct({ key: ({ place, level }) => [place, level], splitEvery: 3 }),
  "distinct elements": (bag) => bag.pluck("place").distinct(),
  union: (bag) =>
    bag.union(
      bag.map((reading) => ({ ...reading, value: 0 })),
      { key: "place" },
    ),
  intersection: (bag) => bag.intersection(readings.slice(250), { key: "value" }),
  difference: (bag) => bag.difference(readings.slice(40), { key: "id" }),
  topk: (bag) => bag.topk(40, { key: "level", splitEvery: 3 }),
  groupBy: (bag) => bag.groupBy(({ place, level }) => ({ place, level }), { npartitions: 5 }),
  "groupBy, as iterables": (bag) =>
    bag
      .groupBy("level", { npartitions: 5, as: "iterable" })
      .map(([level, group]) => [level, Array.from(group, ({ place }) => place), group]),
  sortBy: (bag) => bag.sortBy("level"),
  "sortBy, descending": (bag) => bag.sortBy("place", { descending: true }),
  take: (bag) => bag.filter(({ level }) => level === 0).take(40),
  concatenate: (bag) => bag.map(({ value }) => Float64Array.of(value)).concatenate(),
  concat: (bag) => Bag.concat([bag.pluck("id"), bag.pluck("level")]),
  cogroup: (bag) => bag.cogroup(bag.take(9), { onSelf: "level", npartitions: 3 }),
  join: (bag) => bag.join(bag.take(9), { onSelf: "level", how: "left" }),
  "join, outer": (bag) =>
    bag.filter(({ level }) => level > 0).join(bag.take(9), { onSelf: "level", how: "outer" }),
  product: (bag) => bag.take(6).product(bag.pluck("place")),
  "repartition into fewer": (bag) => bag.repartition({ npartitions: 7 }).pluck("value").sum(),
  "repartition into more": (bag) => bag.repartition({ npartitions: 90 }).pluck("value").sum(),
  "map, several at once": (bag) => bag.map((x) => Promise.resolve(x.id), { concurrency: 4 }),
  "map, with errors replaced": (bag) =>
    bag.map((x) => (x.level > 1 ? x.id : Promise.reject(new Error(x.place))), {
      onError: (error) => (error as Error).message,
      concurrency: 4,
    }),
  writeWith: (bag) =>
    writeWith(
      bag.filter(({ level }) => level === 1).pluck("id"),
      Array.from({ length: bag.npartitions }, (_, partition) => partition * partition),
      openList,
      { operation: "writeList" },
    ),
  mapSettled: (bag) =>
    bag
      .mapSettled(({ id, level }) => (level > 1 ? id : Promise.reject(new Error(`${id}`))), {
        concurrency: 4,
      })
      .map((settled) => (settled.status === "fulfilled" ? settled.value : (settled.reason as Error).message)),
  "map, with a context": (bag) =>
    bag.map(({ id }, { partition, index }) => [id, partition, index], { context: true }),
  randomSample: (bag) => bag.randomSample(0.3, 1),
  "random.sample": (bag) => random.sample(bag, 20, { seed: 1 }),
  "random.choices": (bag) => random.choices(bag, 20, { seed: 1 }),
};
