import type { TaskLifeEvent } from "@holdall/core";
import { formatDuration } from "./format.ts";

/** A task that runs for far too long, in a line. */
export function describeStuck({
  operation,
  partition,
  key,
  worker,
  runningFor,
  usual,
  progress,
}: TaskLifeEvent & { readonly type: "task-stuck" }): string {
  const where = worker === 0 ? "" : ` on worker ${worker}`;
  const element = progress?.index === undefined ? "" : `, and was last heard of at element ${progress.index}`;
  return `holdall: \`${operation}\` on partition ${partition} (task ${key}) has been running for ${formatDuration(runningFor)}${where}, where ${formatDuration(usual)} is usual${element}.`;
}
