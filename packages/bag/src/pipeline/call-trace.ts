import { isThenable, TaskCrashedError, TimeoutError, type CrashedCall } from "@holdall/core/task";
import type { PipelineRun } from "./pipeline-run.ts";

/** A call of a function of the user in one run over a partition. */
export interface TracedCall {
  readonly run: PipelineRun;
  readonly operation: string;
  /** Of the element; none where the function is given the whole partition. */
  readonly index: number | undefined;
}

/** What earlier attempts at a call came to, that ended their workers; nothing where none did. */
export function crashesOf(call: TracedCall): readonly unknown[] {
  const crashes = call.run.context.trace?.crashesOf(nameOf(call)) ?? [];
  return crashes.map((crashed) => errorOf(call, crashed));
}

/** Makes a call, and lets it be known that it is under way where workers have died of the task. */
export function traceCall(call: TracedCall, make: () => unknown): unknown {
  const { trace } = call.run.context;
  if (trace === undefined) return make();
  trace.begin(nameOf(call));
  let result: unknown;
  try {
    result = make();
  } catch (error) {
    trace.end();
    throw error;
  }
  if (isThenable(result)) return Promise.resolve(result).finally(() => trace.end());
  trace.end();
  return result;
}

function nameOf({ run, index = -1 }: TracedCall): string {
  return `${run.context.key} ${run.at} ${index}`;
}

function errorOf({ run, operation, index }: TracedCall, { crashes, error }: CrashedCall): unknown {
  if (error instanceof TimeoutError) return error;
  const { key, partition } = run.context;
  return new TaskCrashedError({ key, operation, partition, index }, { crashes, cause: error });
}
