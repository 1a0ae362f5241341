import { Bag } from "@holdall/bag";
import { compute, createScheduler, createTaskRun, runTask, type Collection } from "@holdall/core";
import { describe, expect, it } from "vitest";

/** Computes one task after the other, and counts the results that are kept: the most at once, and those in the end. */
async function countResults(
  collection: Collection,
): Promise<{ readonly most: number; readonly left: number }> {
  let [most, left] = [0, 0];
  let isRunning = false;
  const scheduler = createScheduler({
    name: "counting",
    concurrency: 1,
    open: (feed) => ({
      wake() {
        // A report wakes again: the loop goes on by itself, and must not go deeper for each task.
        if (isRunning) return;
        isRunning = true;
        for (let [started] = feed.take(1); started !== undefined; [started] = feed.take(1)) {
          // What nobody reads any more has been released by now.
          most = Math.max(most, left);
          const { id, task, inputs } = started;
          const value = runTask(createTaskRun({ steps: task.steps, inputs }));
          const handles = task.parts === 1 ? [value] : (value as unknown[]);
          left += handles.length;
          feed.report([{ status: "finished", id, handles, elapsed: 0 }]);
        }
        isRunning = false;
      },
      release: (handles) => void (left -= handles.length),
      put: (value) => value,
      fetch: (handle) => handle,
      close: () => undefined,
    }),
  });
  await compute(collection, { scheduler });
  return { most, left };
}

const reductions: Readonly<Record<string, (bag: Bag<number>, splitEvery: number) => Collection>> = {
  sum: (bag, splitEvery) => bag.sum({ splitEvery }),
  fold: (bag, splitEvery) => bag.map((x) => x).fold((a, b) => a + b, { splitEvery }),
  mean: (bag, splitEvery) => bag.mean({ splitEvery }),
};

describe.each(Object.entries(reductions))("the tree that reduces a bag by %s", (_name, reduce) => {
  it.each([
    // Of a binary tree one result for each level, and one more while the next is made of two.
    [32, 2, 6],
    [64, 2, 7],
    // Seven groups that are done, and the eight of the next, on each level.
    [64, 8, 15],
    [512, 8, 22],
  ])(
    "keeps of %i partitions, %i at a time, no more than %i results",
    async (npartitions, splitEvery, most) => {
      const item = reduce(Bag.range(npartitions, { npartitions }), splitEvery);
      expect(await countResults(item)).toEqual({ most, left: 0 });
    },
  );
});
