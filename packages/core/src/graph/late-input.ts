import type { Task } from "./task.ts";

// Registered, as code that was bundled for workers has a copy of this module.
const lateInput: unique symbol = Symbol.for("holdall.lateInput");

/** An input that is not decoded before the task's function reads it, so that it need not hold all of them at once. */
export interface LateInput {
  readonly [lateInput]: true;
  /** How many its encoded value takes. */
  readonly bytes: number;
  /** Makes its value: to be called once. @throws SpillError when it was in a file that cannot be read */
  read(): unknown;
}

/** Makes what stands for an input that is still to be read. */
export function createLateInput(bytes: number, read: () => unknown): LateInput {
  return { [lateInput]: true, bytes, read };
}

/** Whether what a task's function was given for an input is still to be read: values that are at hand are given as they are. */
export function isLateInput(input: unknown): input is LateInput {
  return typeof input === "object" && input !== null && lateInput in input;
}

/** The value of an input, late or not: to be asked for once. */
export function readInput(input: unknown): unknown {
  return isLateInput(input) ? input.read() : input;
}

/** The slots of the inputs of a task that its functions read themselves; nothing where there are none. */
export function lateSlots({ steps }: Task): ReadonlySet<number> | undefined {
  let slots: Set<number> | undefined;
  for (const { args } of steps) {
    for (const arg of args) {
      if (arg.kind !== "array" || arg.isLate !== true) continue;
      slots ??= new Set();
      for (const item of arg.items) if (item.kind === "input") slots.add(item.slot);
    }
  }
  return slots;
}
