import { Bag, writeWith, type ElementWriter } from "@holdall/bag";
import { describe, expect, it } from "vitest";
import { anyhow, rejectionOf, runs, sync } from "./schedulers.ts";

const operation = "writeList";

/** A writer of a line, which refuses what is negative. */
function openLine(name: string): ElementWriter<number, string> {
  const written: number[] = [];
  return {
    write(x) {
      if (x < 0) throw new RangeError(`${x} is negative`);
      written.push(x);
    },
    close: () => `${name}: ${written.join(" ")}`,
    abandon: () => undefined,
  };
}

describe.each(runs)("writeWith with %o", (run) => {
  it("hands the elements of each partition to a writer, and makes a bag of what that returns", async () => {
    const bag = Bag.range(5, { npartitions: 3 }).filter((x) => x !== 4);
    const written = writeWith(bag, ["a", "b", "c"], openLine, { operation });
    expect(written.npartitions).toBe(3);
    expect(await written.compute(run)).toEqual(["a: 0 1", "b: 2 3", "c: "]);
    const none = writeWith(bag.filter(() => false).repartition({ npartitions: 1 }), ["d"], openLine, {
      operation,
    });
    expect(await none.compute(run)).toEqual(["d: "]);
    const late = bag.map(async (x) => Promise.resolve(2 * x), { concurrency: 2 });
    expect(await writeWith(late, ["a", "b", "c"], openLine, { operation }).compute(run)).toEqual([
      "a: 0 2",
      "b: 4 6",
      "c: ",
    ]);
    const both = Bag.concat([Bag.range(2, { npartitions: 1 }), Bag.range(1)]);
    expect(await writeWith(both, ["x", "y"], openLine, { operation }).compute(run)).toEqual([
      "x: 0 1",
      "y: 0",
    ]);
  });

  it("names the element that is not taken", async () => {
    const bag = Bag.fromSequence([1, 2, 3, -4], { npartitions: 2 }).filter((x) => x !== 3);
    const failing = writeWith(bag, ["a", "b"], openLine, { operation });
    expect(await rejectionOf(failing.compute(run))).toMatchObject({
      operation,
      partition: 1,
      index: 0,
      preview: "-4",
      cause: { message: "-4 is negative" },
    });
  });
});

describe.each(["sync", "async"])("writeWith on %s", (scheduler) => {
  const run = { scheduler, optimize: true };

  it("lets go of what was opened when an element before it fails, or it itself does", async () => {
    for (const failing of [1, 2]) {
      const told: string[] = [];
      const open = (): ElementWriter<number, null> => ({
        write(x) {
          told.push(`write ${x}`);
          if (failing === 1 && x === 1) throw new Error("full");
        },
        close: () => null,
        abandon: () => void told.push("abandon"),
      });
      const bag = Bag.range(4, { npartitions: 1 }).map((x) => {
        if (x === failing) throw new Error("unlucky");
        return x;
      });
      const input = failing === 1 ? Bag.range(4, { npartitions: 1 }) : bag;
      await rejectionOf(writeWith(input, [0], open, { operation }).compute(run));
      expect(told).toEqual(["write 0", "write 1", "abandon"]);
    }
  });

  it("does nothing for partitions that are known to be done, and tells when a run begins and ends", async () => {
    const told: string[] = [];
    const bag = Bag.range(3, { npartitions: 3 }).tap((x) => void told.push(`element ${x}`));
    const written = writeWith(bag, ["a", "b", "c"], openLine, {
      operation,
      begin() {
        told.push("begin");
        return [undefined, "b is there", undefined];
      },
      end: () => void told.push("end"),
    });
    expect(told).toEqual([]);
    expect(await written.compute(run)).toEqual(["a: 0", "b is there", "c: 2"]);
    expect(told).toEqual(["begin", "element 0", "element 2", "end"]);
  });
});

describe("writeWith", () => {
  it("is the end of the pipeline that makes the elements", () => {
    const bag = Bag.range(3, { npartitions: 1 }).map((x) => x + 1);
    const text = writeWith(bag, ["a"], openLine, { operation }).explain({ optimize: true });
    expect(text).toContain("1 task: range -> map -> writeList");
  });

  it("runs nothing when what begins a run throws", async () => {
    const bag = Bag.range(2, { npartitions: 1 }).tap(() => {
      throw new Error("was run");
    });
    const begin = (): never => {
      throw new Error("not now");
    };
    const written = writeWith(bag, ["a"], openLine, { operation, begin });
    expect(await rejectionOf(written.compute(anyhow))).toMatchObject({ message: "not now" });
  });

  it("is written once where results of one run share it", async () => {
    const told: string[] = [];
    const written = writeWith(Bag.range(1), ["a"], openLine, { operation, end: () => void told.push("end") });
    expect(await Bag.concat([written, written]).compute(sync)).toEqual(["a: 0", "a: 0"]);
    expect(told).toEqual(["end"]);
  });

  it("refuses bad input where it is given", () => {
    const bag = Bag.range(2, { npartitions: 2 });
    const options = { operation };
    expect(() => writeWith([1] as never, ["a"], openLine, options)).toThrow("Expected `bag` to be a Bag");
    expect(() => writeWith(bag, ["a"], openLine, options)).toThrow(
      "Expected `places` to be an array with one place for each of 2 partitions",
    );
    expect(() => writeWith(bag, ["a", "b"], 5 as never, options)).toThrow("Expected `open` to be a function");
    expect(() => writeWith(bag, ["a", "b"], openLine, { operation, end: 5 as never })).toThrow(
      "Expected `end` to be a function",
    );
  });
});
