import { moduleFunction, type TaskContext, type TaskFunction } from "@holdall/core/task";
import type { UserFunction } from "./user-call.ts";
import { tasksModule } from "../tasks-module.ts";

/** The task of `item.apply`. */
export function runApply(_context: TaskContext, fn: UserFunction, value: unknown): unknown {
  return fn(value);
}

/** {@link runApply}, as a worker finds it. */
export const runApplyTask: TaskFunction = moduleFunction(tasksModule, { runApply });
