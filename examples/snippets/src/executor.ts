import { createScheduler, createTaskRun, delayed, runTask, type Executor } from "holdall";

/** The simplest executor there can be: one task after the other, each at once. */
const executor: Executor = {
  name: "simple",
  concurrency: 1,
  open(feed) {
    return {
      wake() {
        for (const { id, task, attempt, inputs } of feed.take(feed.ready)) {
          try {
            const run = createTaskRun({ steps: task.steps, inputs, attempt });
            const handles = [runTask(run)];
            feed.report([{ status: "finished", id, handles, elapsed: 0, skipped: run.skipped }]);
          } catch (error) {
            feed.report([{ status: "failed", id, error, elapsed: 0 }]);
          }
        }
      },
      release: () => undefined,
      fetch: (handle) => handle,
      put: (value) => value,
      close: () => undefined,
    };
  },
};

const add = delayed((a: number, b: number) => a + b);
console.log(await add(add(1, 2), 3).compute({ scheduler: createScheduler(executor) })); // 6
