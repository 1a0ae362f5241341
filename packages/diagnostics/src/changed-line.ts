import type { ChangedTasks } from "@holdall/core";
import { formatCountOf } from "./format.ts";

const what = {
  function: "a function, or what it captures or imports,",
  data: "what it is given",
  input: "what it reads from other tasks",
} as const;

/** Tasks that are computed anew though an earlier run has stored results, in a line. */
export function describeChanged({ operation, reason, tasks }: ChangedTasks): string {
  const where = formatCountOf(tasks, "partition", "partitions");
  return `holdall: \`${operation}\` is computed anew for ${where}: ${what[reason]} has changed since results were stored.`;
}
