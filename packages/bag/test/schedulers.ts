/** Ways to run on the calling thread; workers have their own suites. */
export const runs = [
  { scheduler: "sync" },
  { scheduler: "async" },
  { scheduler: "sync", optimize: false },
] as const;

export const sync = { scheduler: "sync" } as const;

/** Counts calls of a function. */
export function counted<A extends unknown[], R>(
  fn: (...args: A) => R,
): { readonly fn: (...args: A) => R; calls: number } {
  const counter = {
    calls: 0,
    fn(...args: A): R {
      counter.calls += 1;
      return fn(...args);
    },
  };
  return counter;
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
