import { Bag } from "holdall";
import { expect, it } from "vitest";
import { onEveryScheduler } from "./on-every-scheduler.js";

onEveryScheduler((scheduler) => {
  it("brings elements of one key together from all partitions, in their order", async () => {
    const records = Bag.range(500, { npartitions: 9 }).map((x) => ({ x, name: `name ${x % 7}` }));
    const groups = records.groupBy(({ name, x }) => [name, x % 2 === 0] as const, { npartitions: 4 });
    const computed = await groups.compute({ scheduler });
    expect(computed).toEqual(groups.computeSync());
    expect(computed).toHaveLength(14);
    const last = computed.find(([[name, isEven]]) => name === "name 2" && isEven === true)!;
    expect(last[1].map(({ x }) => x)).toEqual(Array.from({ length: 36 }, (_, i) => 2 + 14 * i));
  });

  it("joins bags by keys that are equal by value", async () => {
    const records = Bag.range(500, { npartitions: 9 }).map((x) => ({ x, name: `name ${x % 7}` }));
    const others = Bag.range(60, { npartitions: 4 }).map((y) => ({ y, at: [`name ${y % 9}`, y % 2 === 0] }));
    const joined = records.join(others, {
      onSelf: ({ name, x }) => [name, x % 2 === 0],
      onOther: "at",
      how: "left",
    });
    const computed = await joined.compute({ scheduler });
    expect(computed).toEqual(joined.computeSync());
    const first = Array.from({ length: 60 }, (_, y) => y).filter((y) => y % 9 === 0 && y % 2 === 0);
    expect(computed.slice(0, first.length).map(([other, { x }]) => [other?.y, x])).toEqual(
      first.map((y) => [y, 0]),
    );
    expect(await joined.count().compute({ scheduler })).toBe(computed.length);
  });

  it("sorts over all partitions, stable in both directions", async () => {
    const records = Bag.range(500, { npartitions: 9 }).map((x) => ({ x, key: `key ${(x * 37) % 50}` }));
    for (const descending of [false, true]) {
      const sorted = await records.sortBy("key", { descending }).compute({ scheduler });
      const by = descending ? -1 : 1;
      const expected = records
        .computeSync()
        .sort((a, b) => by * (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
      expect(sorted).toEqual(expected);
    }
  });
});
