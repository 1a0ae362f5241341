import { fractionOf, type RunProgress } from "./run-progress.ts";

/** How long a run goes on, as far as can be told. */
export interface Estimate {
  /** Milliseconds: it most probably is between these. */
  readonly low: number;
  readonly high: number;
  /** Operations that are not in it, as none of their tasks has ended. */
  readonly without: readonly string[];
}

// Of fewer tasks there is next to nothing to be told of the others.
const fewest = 3;

/**
 * What is left, by what the tasks of each kind took so far and how many ran at once. As wide as two standard deviations to
 * each side: of the means, which are known the better the more tasks have ended, and of what is left around them.
 *
 * @returns nothing as long as too few tasks have ended
 */
export function estimate(run: RunProgress, now: number): Estimate | undefined {
  let [known, left, work, variance] = [0, 0, 0, 0];
  const without: string[] = [];
  for (const { operation, total, done, took } of run.kinds.values()) {
    const remaining = total - done;
    if (remaining === 0) continue;
    if (took.count === 0) without.push(operation);
    else {
      known += took.count;
      left += remaining;
      work += remaining * took.mean;
      variance += (remaining + remaining ** 2 / took.count) * took.variance;
    }
  }
  if (known < fewest) return undefined;
  let underWay = 0;
  for (const task of run.running.values()) {
    const mean = run.kinds.get(task.kind)?.took.mean ?? 0;
    const elapsed = now - task.started;
    underWay += elapsed;
    work -= Math.max(Math.min(elapsed, mean), fractionOf(task) * mean);
  }
  const atOnce = (run.worked.ms + underWay) / Math.max(1, now - run.worked.since);
  const side = Math.max(1, Math.min(atOnce, left));
  const deviation = 2 * Math.sqrt(variance);
  const low = Math.max(0, work - deviation) / side;
  return { low, high: Math.max(low, (work + deviation) / side), without };
}
