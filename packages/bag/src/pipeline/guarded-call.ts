import { setTimeout as sleep } from "node:timers/promises";
import { AbortError, retryDelayMs, TimeLimit } from "@holdall/core/task";
import { crashesOf, traceCall, watchCall, type WatchedCall } from "./call-trace.ts";
import { callOrRecover } from "./recover.ts";
import type { UserFunction } from "./user-call.ts";

/** How long a call of a function of the user may take, and how often it is made. */
export interface CallLimits {
  /** Milliseconds. @default as long as it likes */
  readonly timeout?: number;
  /** @default once */
  readonly retry?: RetrySpec;
}

/** What is done about a call that fails before it counts as failed. */
interface RetrySpec {
  /** How often it is made again. */
  readonly times: number;
  /** About how many milliseconds pass before it is for the first time; twice as many before the second time, and so on. */
  readonly delay: number;
  /** Whether to do so after an error. @default after any */
  readonly on?: UserFunction;
}

/** Whether a step says anything of its single calls. */
export function hasLimits(step: object): boolean {
  return "timeout" in step || "retry" in step;
}

/** A call, and all that is to be seen to beside what it returns. */
export interface GuardedCall extends WatchedCall {
  readonly limits: CallLimits;
  /** Makes the call. @param limit - of its time, where that is limited */
  make(limit: TimeLimit | undefined): unknown;
  /** Makes of the last error what takes the place of the result, or throws it. */
  recover(error: unknown): unknown;
}

/** Makes a call as often as it takes, unless an earlier one was the end of its worker. Returns a promise where it has to wait. */
export function callGuarded(call: GuardedCall): unknown {
  const crashes = crashesOf(call);
  return crashes.length === 0 ? attempt(call, 1) : goOnAfter(call, crashes.at(-1), crashes.length);
}

/** @param number - counts from 1 */
function attempt(call: GuardedCall, number: number): unknown {
  return callOrRecover(
    () => traceCall(call, () => makeInTime(call)),
    (error) => goOnAfter(call, error, number),
  );
}

function makeInTime(call: GuardedCall): unknown {
  const { timeout } = call.limits;
  if (timeout === undefined) return call.make(undefined);
  const limit = new TimeLimit(timeout, performance.now(), () => call.run.context.signal);
  return watchCall(call, timeout, () => limit.run(() => call.make(limit)));
}

function goOnAfter(call: GuardedCall, error: unknown, failures: number): unknown {
  const { retry } = call.limits;
  const { signal } = call.run.context;
  // What ends because the run does has not failed.
  const isOver = error instanceof AbortError || signal.aborted;
  if (retry === undefined || failures > retry.times || isOver) return call.recover(error);
  if (retry.on !== undefined && !retry.on(error)) return call.recover(error);
  const delay = retryDelayMs(retry.delay, failures);
  if (delay === 0) return attempt(call, failures + 1);
  return sleep(delay, undefined, { signal }).then(() => attempt(call, failures + 1));
}
