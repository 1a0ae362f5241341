import type { Handle } from "../scheduler/executor.ts";

/** What the loop of a run is to do. */
export type RunInstruction =
  /** Tasks can be taken. */
  | { readonly type: "wake" }
  /** A target is there: the caller reads it now, and where it is the last to do so, may keep what is behind the handle. */
  | {
      readonly type: "deliver";
      readonly target: number;
      readonly handle: Handle;
      readonly isLast: boolean;
    }
  | { readonly type: "release"; readonly handles: readonly Handle[] }
  /** A task failed and is to be tried again, though not at once. */
  | { readonly type: "rest"; readonly id: number; readonly failures: number }
  /** All targets are there. */
  | { readonly type: "complete" }
  /** A task failed for good, and the run goes on without what depends on it. */
  | { readonly type: "miss"; readonly error: unknown; readonly failed: FailedTask }
  /** The run failed, for a task did or for another reason: cancel what is running. */
  | { readonly type: "fail"; readonly error: unknown; readonly failed?: FailedTask };

/** A task that failed for good. */
export interface FailedTask {
  readonly id: number;
  /** How often it was started. */
  readonly attempt: number;
  readonly inputs: readonly Handle[];
}

/** An instruction of one of these types. */
type InstructionOf<K extends RunInstruction["type"]> = Extract<RunInstruction, { readonly type: K }>;

const wake: RunInstruction = { type: "wake" };

const none: readonly never[] = [];

/** What is to be done about an event, put in order. */
export class Instructions {
  #released: readonly Handle[] = none;
  #deliveries: readonly RunInstruction[] = none;
  #rests: readonly RunInstruction[] = none;
  #ending: RunInstruction | undefined;

  release(handle: Handle): void {
    this.#released = append(this.#released, handle);
  }

  deliver(instruction: InstructionOf<"deliver" | "miss">): void {
    this.#deliveries = append(this.#deliveries, instruction);
  }

  rest(instruction: InstructionOf<"rest">): void {
    this.#rests = append(this.#rests, instruction);
  }

  /** Only the first end of a run counts. */
  end(instruction: InstructionOf<"complete" | "fail">): void {
    this.#ending ??= instruction;
  }

  /** All there are since the last time. What is delivered comes before it is let go, and a result is let go before tasks are taken. */
  take(canTakeTasks: boolean): readonly RunInstruction[] {
    const last = this.#ending ?? (canTakeTasks ? wake : undefined);
    let instructions = this.#deliveries;
    if (this.#released.length > 0)
      instructions = append(instructions, { type: "release", handles: this.#released });
    for (const rest of this.#rests) instructions = append(instructions, rest);
    this.#rests = none;
    this.#deliveries = none;
    this.#released = none;
    return last === undefined ? instructions : append(instructions, last);
  }
}

// Most lists here have one item, for which the first `push` to an empty array would take room for seventeen.
function append<T>(list: readonly T[], item: T): readonly T[] {
  if (list.length === 0) return [item];
  if (list.length === 1) return [list[0]!, item];
  (list as T[]).push(item);
  return list;
}
