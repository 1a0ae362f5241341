import type { RunOptions } from "@holdall/core";

/** Options that say how to run. */
export type Run = Pick<RunOptions, "optimize"> & { readonly scheduler: string };

// What `npm run check -- threads unoptimised` sets.
const { HOLDALL_SCHEDULER: configured, HOLDALL_OPTIMIZE: optimised = "true" } = process.env;

export const sync = { scheduler: "sync" } as const satisfies Run;

/** How to run where a test does not care. */
export const anyhow: Run = configured === undefined ? sync : { scheduler: configured };

/** For tests that look at what functions left behind on this thread, which on workers is in the functions' copies. */
export const runsHere: readonly Run[] = withUnoptimised([sync, { scheduler: "async" }], sync);

/** All that a test of an operation is to hold for. */
export const runs: readonly Run[] = configured === undefined ? runsHere : withUnoptimised([anyhow], anyhow);

/** Where nothing is optimised, that is the same once more. */
function withUnoptimised(runs: readonly Run[], run: Run): readonly Run[] {
  return optimised === "true" ? [...runs, { ...run, optimize: false }] : runs;
}

/** Whether a run makes of operations in a row one loop that ends when `take` has enough. */
export function isOptimised({ optimize = optimised === "true" }: Run): boolean {
  return optimize === true;
}

/** Counts calls of a function, on whatever thread they are. */
export function counted<A extends unknown[], R>(
  fn: (...args: A) => R,
): { readonly fn: (...args: A) => R; readonly calls: number } {
  // Memory that threads share: a worker's copy of the function counts in the same place.
  const calls = new Int32Array(new SharedArrayBuffer(4));
  return {
    fn(...args) {
      Atomics.add(calls, 0, 1);
      return fn(...args);
    },
    get calls() {
      return Atomics.load(calls, 0);
    },
  };
}

/** What a promise is rejected with. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error("The promise was fulfilled.");
    },
    (error: unknown) => error,
  );
}
