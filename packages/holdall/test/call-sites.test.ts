import { Bag, delayed, Item, type TaskError } from "holdall";
import { describe, expect, it } from "vitest";
import { onEveryScheduler } from "./on-every-scheduler.js";

/** Where it is called: file and line. */
function lineHere(): string {
  return /call-sites\.test\.[jt]s:\d+:/.exec(new Error().stack!.split("\n")[2]!)![0];
}

const fail = (): never => {
  throw new RangeError("no");
};

async function failureOf(run: Promise<unknown>): Promise<TaskError> {
  return run.then(
    () => expect.fail("It did not fail."),
    (error: unknown) => error as TaskError,
  );
}

onEveryScheduler((scheduler) => {
  describe("the call site of a failure", () => {
    it("is where the operation was written, of several in one pipeline the very one", async () => {
      const failAt = (at: number) => (x: number) => (x === at ? fail() : x);
      for (const npartitions of [1, 100]) {
        const bag = Bag.range(1000, { npartitions });
        const [first, firstLine] = [bag.map(failAt(7)), lineHere()];
        const filtered = bag.map((x) => x).filter((x) => x >= 0);
        const [second, secondLine] = [filtered.map(failAt(7)), lineHere()];
        const [folded, foldLine] = [filtered.fold((a, b) => failAt(9)(b) + a), lineHere()];
        expect((await failureOf(first.map((x) => x).compute({ scheduler }))).callSite).toContain(firstLine);
        expect((await failureOf(second.sum().compute({ scheduler }))).callSite).toContain(secondLine);
        expect((await failureOf(folded.compute({ scheduler }))).callSite).toContain(foldLine);
      }
    });

    it("is there for reductions, regrouping, partitions, items and delayed calls", async () => {
      const bag = Bag.range(8, { npartitions: 4 });
      const cases: [{ compute(options: object): Promise<unknown> }, string][] = [
        [bag.mapPartitions(fail), lineHere()],
        [bag.groupBy(fail), lineHere()],
        [bag.reduction(fail, () => 0), lineHere()],
        [bag.reduction(() => 0, fail), lineHere()],
        [bag.sum().apply(fail), lineHere()],
        [delayed(fail)(), lineHere()],
        [Bag.fromDelayed([delayed(fail)()]), lineHere()],
        [Item.fromDelayed(delayed(fail)()), lineHere()],
        [Bag.map(fail, bag), lineHere()],
        [bag.topk(2, { key: fail }), lineHere()],
      ];
      for (const [lazy, line] of cases) {
        const error = await failureOf(lazy.compute({ scheduler }));
        expect(error.callSite).toContain(line);
      }
    });

    it("ends the stack, below the lines of the function", async () => {
      const [bag, line] = [Bag.range(1).map(fail), lineHere()];
      const { stack, callSite } = await failureOf(bag.compute({ scheduler }));
      const lines = stack!.split("\n");
      expect(lines[0]).toMatch(/^TaskError: `map` failed on element 0 of partition 0/);
      expect(lines[1]).toMatch(/^ {4}at (\w+\.)?fail \(.*call-sites\.test/);
      expect(lines.at(-1)).toBe(`    at map [written here] (${callSite})`);
      expect(callSite).toContain(line);
    });
  });
});
