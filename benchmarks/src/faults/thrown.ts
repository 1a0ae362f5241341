import { runInNewContext } from "node:vm";
import { Bag, TaskError } from "holdall";
import type { Fault } from "./fault.ts";

const throwers: readonly (() => unknown)[] = [
  () => undefined,
  () => null,
  () => "a text",
  () => 7,
  () => Symbol("a symbol"),
  () => ({ reason: "an object", self: () => 1 }),
  () => Object.freeze(new Error("frozen")),
  () => {
    const error = new Error("its own cause");
    error.cause = error;
    return error;
  },
  () => Object.defineProperty(new Error("of a getter"), "detail", { enumerable: true, get: fail }),
  () => Object.defineProperty(new Error(), "message", { get: fail }),
  () => Object.defineProperty(new Error("of a stack"), "stack", { get: fail }),
  () => new AggregateError([new Error("one"), "two"], "several"),
  () => new DOMException("not allowed", "NotAllowedError"),
  () => runInNewContext("new TypeError('of another realm')") as unknown,
  () => new Proxy(new Error("behind a proxy"), { get: fail }),
];

function fail(): never {
  throw new Error("the getter throws");
}

/** What is thrown has to end the run with a TaskError, and nothing but the run. */
export const thrown: readonly Fault[] = ["sync", "async", "threads", "processes", "auto"].map(
  (scheduler) => ({
    name: `throwing what is no error, or an odd one, ${scheduler}`,
    async inject() {
      let survived = 0;
      for (const create of throwers) {
        const bag = Bag.range(4, { npartitions: 2 });
        const error = await bag
          .map((x) => {
            if (x === 2) throw create();
            return x;
          })
          .compute({ scheduler, workers: 2 })
          .catch((reason: unknown) => reason);
        const sum = await bag.sum().compute({ scheduler, workers: 2 });
        if (error instanceof TaskError && error.partition === 1 && sum === 6) survived += 1;
      }
      return { injected: throwers.length, survived, lost: throwers.length - survived };
    },
  }),
);
