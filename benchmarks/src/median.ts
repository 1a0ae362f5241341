/** The value in the middle, or between the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const { length } = sorted;
  return (sorted[(length - 1) >> 1]! + sorted[length >> 1]!) / 2;
}

/** Calls `measure` again and again, one call after the other, and gives the median of what it measured. */
export async function medianOf(runs: number, measure: () => number | Promise<number>): Promise<number> {
  const measured: number[] = [];
  for (let run = 0; run < runs; run++) measured.push(await measure());
  return median(measured);
}

/** Says how many milliseconds a call takes. */
export function time(fn: () => unknown): number {
  const start = performance.now();
  fn();
  return performance.now() - start;
}

/** Says how many milliseconds pass until a promise is fulfilled. */
export async function timeAsync(fn: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await fn();
  return performance.now() - start;
}
