import { isThenable, TaskCrashedError, type CrashedCall } from "@holdall/core/task";
import type { PipelineRun } from "./pipeline-run.ts";

/** A call of a function of the user in one run over a partition. */
export interface TracedCall {
  readonly run: PipelineRun;
  readonly operation: string;
  /** Of the element; none where the function is given the whole partition. */
  readonly index: number | undefined;
}

/** A call whose time is limited. */
export interface WatchedCall extends TracedCall {
  /** Whether no other call of the step is under way with it. */
  readonly isAlone: boolean;
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
  return whenOver(make, () => trace.end());
}

/** Lets a call be ended that takes longer than so many milliseconds, where it does not return by itself. */
export function watchCall(call: WatchedCall, timeout: number, make: () => unknown): unknown {
  const { watch } = call.run.context;
  if (watch === undefined) return make();
  watch.begin(nameOf(call), timeout);
  const end = (): void => watch.end();
  if (call.isAlone) return whenOver(make, end);
  // Of several that wait it would not be known which one has come to be stuck.
  try {
    return make();
  } finally {
    end();
  }
}

/** Calls, and says so when what was returned is there. */
function whenOver(make: () => unknown, end: () => void): unknown {
  let result: unknown;
  try {
    result = make();
  } catch (error) {
    end();
    throw error;
  }
  if (isThenable(result)) return Promise.resolve(result).finally(end);
  end();
  return result;
}

function nameOf({ run, index = -1 }: TracedCall): string {
  return `${run.context.key} ${run.at} ${index}`;
}

function errorOf({ run, operation, index }: TracedCall, { crashes, error }: CrashedCall): unknown {
  // Told by its code: what came from the pool may be of another copy of the class than the one here.
  if ((error as { readonly code?: unknown }).code === "HOLDALL_TIMEOUT") return error;
  const { key, partition } = run.context;
  return new TaskCrashedError({ key, operation, partition, index }, { crashes, cause: error });
}
