import { createLateInput, type Scratch } from "@holdall/core/task";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../../../../test/cases.ts";
import { joinBuckets, numberBuckets, toBuckets, type Bucket } from "../../../src/pipeline/buckets.ts";
import { toChunks } from "../../../src/pipeline/groups/chunks.ts";
import { GatheredGroups } from "../../../src/pipeline/groups/gathered-groups.ts";
import { RunOfGroups, type Segment } from "../../../src/pipeline/groups/run-of-groups.ts";
import { KeyIndex } from "../../../src/pipeline/key.ts";
import { keys } from "../../keyed.ts";

type MaybeBucket = Bucket | undefined;

/** Buckets of tasks, some of which have none. */
function bucketsOf(values: fc.Arbitrary<unknown>): fc.Arbitrary<MaybeBucket[]> {
  const groups = fc
    .array(fc.tuple(keys, fc.array(values, { minLength: 1, maxLength: 5 })), { maxLength: 6 })
    .map((entries) => {
      const index = new KeyIndex();
      const own: unknown[][] = [];
      for (const [key, elements] of entries) (own[index.add(key)] ??= []).push(...elements);
      return toBuckets({ keys: index.keys, groups: own }, 1)[0];
    });
  return fc.array(groups, { maxLength: 6 });
}

const values = fc.oneof(fc.integer(), fc.double(), fc.string(), fc.record({ x: fc.integer() }));

function elementsOf(segments: Iterable<Segment>): unknown[] {
  return Array.from(segments).flatMap(({ values, start, end }) => Array.from(values).slice(start, end));
}

function expectedOf(buckets: readonly MaybeBucket[]): {
  readonly keys: unknown[];
  readonly groups: unknown[][];
} {
  const index = new KeyIndex();
  const groups = joinBuckets(numberBuckets(buckets, index));
  return { keys: Array.from(index.keys), groups };
}

/** Keeps copies of what is written; and of some values nothing, as of those that cannot be. */
function createScratch(share: number, isWritten: (count: number) => boolean) {
  const moved = { written: 0, read: 0 };
  const scratch: Scratch = {
    share,
    write(value) {
      if (!isWritten(++moved.written)) return undefined;
      const copy: unknown = structuredClone(value);
      return () => {
        moved.read += 1;
        return structuredClone(copy);
      };
    },
  };
  return { scratch, moved };
}

describe("chunks", () => {
  it("hold all elements in the order of their keys, no more than so many each, and are found by key", () => {
    fc.assert(
      fc.property(bucketsOf(values), fc.constantFrom(1, 2, 5, Infinity), (buckets, most) => {
        const expected = expectedOf(buckets);
        const chunks = [...toChunks(numberBuckets(buckets, new KeyIndex()), most)];
        for (const { keys: numbers, values: own } of chunks) {
          expect(own.length).toBeLessThanOrEqual(most);
          expect(Array.from(numbers)).toEqual(Array.from(new Set(numbers)).sort((a, b) => a - b));
        }
        const run = new RunOfGroups(
          chunks.map((chunk) => ({
            first: chunk.keys[0]!,
            last: Array.from(chunk.keys).at(-1)!,
            read: () => chunk,
          })),
        );
        const numbers = expected.keys.map((_, number) => number);
        expect(numbers.map((number) => elementsOf(run.segmentsOf(number)))).toEqual(expected.groups);
        expect(elementsOf(run.segmentsOf(numbers.length))).toEqual([]);
      }),
    );
  });
});

describe("gathered groups", () => {
  it("are the same whatever they have room for, in any order and at once", () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(bucketsOf(values), sizes, fc.integer({ min: 1, max: 250 }), (buckets, bytes, share) => {
        const inputs = buckets.map((bucket, i) =>
          bytes[i]! === 0 ? bucket : createLateInput(bytes[i]!, () => structuredClone(bucket)),
        );
        const { scratch } = createScratch(share, (count) => count % 3 !== 0);
        const expected = expectedOf(buckets);
        for (const own of [undefined, scratch]) {
          const gathered = new GatheredGroups(inputs, own);
          for (const input of inputs) gathered.take(input);
          gathered.finish();
          expect(Array.from(gathered.keys)).toEqual(expected.keys);
          const groups = expected.keys.map((_, number) => elementsOf(gathered.segmentsOf(number)));
          expect(groups).toEqual(expected.groups);
          const backwards = expected.keys.map((_, number) => number).toReversed();
          expect(backwards.map((number) => elementsOf(gathered.segmentsOf(number)))).toEqual(
            groups.toReversed(),
          );
          const [one, other] = [gathered.segmentsOf(0), gathered.segmentsOf(0)];
          expect([one.next().value, elementsOf(other)]).toEqual([
            gathered.segmentsOf(0).next().value,
            expected.groups[0] ?? [],
          ]);
        }
      }),
      cases(50),
    );
  });

  /** So many buckets of a thousand elements of each of so many keys, of 100 kB each. */
  function manyBuckets(count: number, ofKeys: number) {
    const bytes = 100_000;
    let held = 0;
    const inputs = Array.from({ length: count }, (_, i) =>
      createLateInput(bytes, () => {
        held += 1;
        const groups = Array.from({ length: ofKeys }, (_, key) =>
          new Array<string>(1000).fill(`${i} ${key}`),
        );
        return toBuckets({ keys: groups.map((_, key) => key), groups }, 1)[0];
      }),
    );
    const { scratch, moved } = createScratch(2.5 * bytes, () => {
      held = 0;
      return true;
    });
    const gathered = new GatheredGroups(inputs, scratch);
    let most = 0;
    for (const input of inputs) {
      gathered.take(input);
      most = Math.max(most, held);
    }
    gathered.finish();
    return { gathered, moved, most };
  }

  it("hold no more at once than there is room for, and read each chunk once for all groups in turn", () => {
    const { gathered, moved, most } = manyBuckets(11, 50);
    expect(most).toBe(2);
    for (let key = 0; key < 50; key++) {
      let last = -1;
      for (const { values: elements, start } of gathered.segmentsOf(key)) {
        const [bucket, own] = (elements[start] as string).split(" ").map(Number);
        expect([bucket! >= last, own]).toEqual([true, key]);
        last = bucket!;
      }
    }
    expect(moved.read).toBe(moved.written);
    expect(moved.written).toBeGreaterThan(5);
  });

  it("go through a large group a chunk at a time", () => {
    const { gathered, moved } = manyBuckets(11, 1);
    const lengths = Array.from(gathered.segmentsOf(0), ({ start, end }) => end - start);
    // Of each run so much that a chunk of all of them is what may be held; the last bucket has stayed in memory.
    expect(lengths).toEqual([...Array.from({ length: 5 }, () => [568, 568, 568, 296]).flat(), 1000]);
    expect(moved.read).toBe(moved.written);
  });

  it("tell of elements that could not be read, whoever has heeded that", () => {
    const inputs = [1, 2].map((x) =>
      createLateInput(10, () => toBuckets({ keys: ["a"], groups: [[x]] }, 1)[0]),
    );
    const gathered = new GatheredGroups(inputs, {
      share: 10,
      write: () => () => {
        throw new Error("not there any more");
      },
    });
    for (const input of inputs) gathered.take(input);
    gathered.finish();
    expect(() => gathered.assertRead()).not.toThrow();
    expect(() => elementsOf(gathered.segmentsOf(0))).toThrow("not there any more");
    expect(() => gathered.assertRead()).toThrow("not there any more");
  });
});
