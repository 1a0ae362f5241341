import { packPairs, type PackedPairs } from "../../graph/packed-pairs.ts";
import { readInput } from "../../graph/late-input.ts";
import { absent, missing, type TaskContext } from "../../graph/task.ts";

/** Two results: the halves of a list. */
export function halve(
  _context: TaskContext,
  list: readonly number[],
): [readonly number[], readonly number[]] {
  const middle = list.length >> 1;
  return [list.slice(0, middle), list.slice(middle)];
}

/** The sum of the lists it reads. */
export function total(_context: TaskContext, ...lists: readonly (readonly number[])[]): number {
  return lists.flat().reduce((sum, x) => sum + x, 0);
}

/** The same of lists that it reads itself. */
export function totalOf(_context: TaskContext, lists: readonly unknown[]): number {
  return lists.reduce<number>((sum, list) => sum + total(_context, readInput(list) as readonly number[]), 0);
}

let closed = 0;

/** Holds something open: what leaves the task with it says so. */
export function keepOpen(context: TaskContext, value: unknown): unknown {
  context.keepOpen({
    leave: (result) => ({ left: result, closed, isLast: context.isLast }),
    close: () => void (closed += 1),
  });
  return value;
}

/** The same, which then fails, the first time. */
export function keepOpenUntil(context: TaskContext, enough: number): unknown {
  return failUntil(context, enough, keepOpen(context, 0));
}

/** Asks for its lazy inputs one after the other until one is at least `limit`; returns how many it has read. */
export function readUntil(_context: TaskContext, limit: number, ...values: readonly unknown[]): unknown {
  for (const [i, value] of values.entries()) {
    if (value === absent) return missing(i);
    if ((value as number) >= limit) return i + 1;
  }
  return values.length;
}

/** Its argument. */
export function constant(_context: TaskContext, value: unknown): unknown {
  return value;
}

/** A list of so many numbers. */
export function listOf(_context: TaskContext, length: number): readonly number[] {
  return Array.from({ length }, (_, i) => i);
}

/** Pairs of keys and as many numbers, packed; as columns where that is said. */
export function pairs(_context: TaskContext, isColumns: boolean): PackedPairs {
  return packPairs({
    toPairs: () => [
      ["a", [1]],
      ["b", []],
      ["c", [2, 3]],
    ],
    toColumns: () =>
      isColumns ? { keys: ["a", "b", "c"], values: Int32Array.of(1, 2, 3), lengths: [1, 0, 2] } : undefined,
  });
}

const seen = new WeakSet();

/** Whether it has not been given this very value before. */
export function isNew(_context: TaskContext, _own: number, value: object): boolean {
  const isFirst = !seen.has(value);
  seen.add(value);
  return isFirst;
}

/** Hands on what it reads, but for the attempts before this one. */
export function failUntil({ attempt }: TaskContext, enough: number, value: unknown): unknown {
  if (attempt < enough) throw new Error(`attempt ${attempt}`);
  return value;
}

/** The same, but that attempts before this one do not end. */
export function waitUntil({ attempt, signal }: TaskContext, enough: number, value: unknown): unknown {
  if (attempt >= enough) return value;
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error));
  });
}

/** Says how far it is, at these fractions, and what it knows of itself. */
export async function report(
  context: TaskContext,
  fractions: readonly number[],
): Promise<{ readonly workerId: number; readonly attempt: number; readonly isAborted: boolean }> {
  const { partition, workerId, attempt, signal } = context;
  for (const [index, fraction] of fractions.entries()) {
    context.progress({ operation: "reporting", partition, index, fraction });
    await Promise.resolve();
  }
  return { workerId, attempt, isAborted: signal.aborted };
}

let aborted = 0;

/** Waits, once it has said so, until its run needs it no more. */
export function waitForSignal(context: TaskContext): Promise<void> {
  const { signal } = context;
  const waiting = new Promise<void>((_, reject) => {
    signal.addEventListener("abort", () => {
      aborted += 1;
      reject(signal.reason as Error);
    });
  });
  context.progress({ operation: "waiting", partition: 0, index: undefined, fraction: 0 });
  return waiting;
}

/** How many tasks in this place have been told by their signal. */
export function countAborted(): number {
  return aborted;
}

/** Leaves out elements, as many of each operation as it is told. */
export function leaveOut(context: TaskContext, counts: readonly (readonly [string, number])[]): string {
  for (const [operation, count] of counts) for (let i = 0; i < count; i++) context.skip(operation);
  return "what is left";
}
