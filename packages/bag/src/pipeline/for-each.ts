import { isThenable } from "@holdall/core/task";
import { faultyIndex } from "./element-counts.ts";
import { STOP, type Outcome, type Push } from "./push.ts";
import type { PipelineRun } from "./pipeline-run.ts";
import { failedIn } from "./user-call.ts";
import type { Walk } from "./walk.ts";

/** Whose elements a loop goes over. */
export interface LoopOptions {
  readonly run: PipelineRun;
  /** What failed when the iterator throws; not there where whoever reads it sees to that. */
  readonly operation?: string;
  /** Whether these are the elements of the partition, whose index is named when one of them fails. */
  readonly isSource: boolean;
  /** Goes over the elements in another way than by pushing one after the other. */
  readonly advancer?: Advancer | undefined;
}

/** Who goes on with a loop. */
export interface Advancer {
  /** Goes on until an element has to be waited for, whose promise it returns, or to the end. */
  advance(loop: Loop): Outcome | Promise<Outcome>;
}

/** A loop under way. */
export interface Loop {
  readonly walk: Walk;
  readonly push: Push;
  readonly options: LoopOptions;
  /** The element under way. */
  index: number;
  /** `pulling` while the code of an iterator or a getter runs, so that it is known whose error it was. */
  status: "running" | "pulling" | "exhausted" | "closed";
}

/**
 * The one loop over elements. It runs as a plain loop for as long as pushing returns at once; from an element that
 * has to be waited for on it goes on asynchronously, and becomes a plain loop again after it.
 */
export function forEach(walk: Walk, push: Push, options: LoopOptions): Outcome | Promise<Outcome> {
  const loop: Loop = { walk, push, options, index: 0, status: "running" };
  const outcome = advance(loop);
  return isPending(outcome) ? resume(loop, outcome) : outcome;
}

/** Goes on with a loop when the element under way came to an outcome. */
export function goOn(loop: Loop, before: Outcome | Promise<Outcome>): Outcome | Promise<Outcome> {
  if (isPending(before)) return resume(loop, before);
  if (before === STOP) return close(loop);
  loop.index += 1;
  const outcome = advance(loop);
  return isPending(outcome) ? resume(loop, outcome) : outcome;
}

function advance(loop: Loop): Outcome | Promise<Outcome> {
  const { advancer } = loop.options;
  return advancer === undefined ? pushAll(loop) : advancer.advance(loop);
}

function pushAll(loop: Loop): Outcome | Promise<Outcome> {
  const { walk, push } = loop;
  const { items, iterator, length, start, step } = walk;
  const { pacer } = loop.options.run;
  let index = loop.index;
  try {
    while (index < length) {
      let element: unknown;
      loop.status = "pulling";
      if (items !== undefined) element = items[start + index];
      else if (iterator === undefined) element = start + index * step;
      else {
        const pulled = iterator.next();
        if (isThenable(pulled)) {
          loop.index = index;
          return pushLater(loop, pulled);
        }
        if (pulled.done === true) break;
        element = pulled.value;
      }
      loop.status = "running";
      let outcome = push(element);
      if (outcome === undefined && --pacer.budget <= 0) outcome = pacer.wait();
      if (outcome !== undefined) {
        loop.index = index;
        return outcome === STOP ? close(loop) : outcome;
      }
      index += 1;
    }
    loop.status = "exhausted";
    return undefined;
  } catch (error) {
    loop.index = index;
    throw fail(loop, error);
  }
}

async function resume(loop: Loop, pending: Promise<Outcome>): Promise<Outcome> {
  const { pacer } = loop.options.run;
  for (let outcome: Outcome | Promise<Outcome> = pending; ;) {
    try {
      if ((await outcome) === STOP) return await close(loop);
      if (--pacer.budget <= 0) await pacer.wait();
    } catch (error) {
      throw fail(loop, error);
    }
    if (loop.status === "exhausted") return undefined;
    loop.index += 1;
    outcome = advance(loop);
    if (!isPending(outcome)) return outcome;
  }
}

/** Pushes what an asynchronous iterator promises. */
export function pushLater(loop: Loop, pulled: PromiseLike<IteratorResult<unknown>>): Promise<Outcome> {
  return Promise.resolve(pulled).then((result) => {
    const isDone = result.done === true;
    const element: unknown = isDone ? undefined : result.value;
    loop.status = isDone ? "exhausted" : "running";
    return isDone ? undefined : loop.push(element);
  });
}

/** Tells the iterator that no more is wanted, as `break` does. */
export function close(loop: Loop): Outcome | Promise<Outcome> {
  if (loop.status === "closed") return STOP;
  loop.status = "pulling";
  const closed = loop.walk.iterator?.return?.();
  loop.status = "closed";
  return isThenable(closed) ? Promise.resolve(closed).then(() => STOP) : STOP;
}

/**
 * Ends a loop that an error came out of, and notes where.
 * @returns that error, whatever the iterator says to being closed: so does `for of`
 */
export function fail(loop: Loop, error: unknown): unknown {
  const { run, operation, isSource } = loop.options;
  if (loop.status === "pulling") {
    if (operation !== undefined) failedIn(operation, run, error);
  } else if (isSource) run.context.index = faultyIndex(run.counts, loop.walk.before + loop.index);
  if (loop.status !== "running") return error;
  loop.status = "closed";
  try {
    const closed = loop.walk.iterator?.return?.();
    if (isThenable(closed)) closed.then(undefined, () => undefined);
  } catch {
    return error;
  }
  return error;
}

export function isPending(outcome: Outcome | Promise<Outcome>): outcome is Promise<Outcome> {
  return outcome !== undefined && outcome !== STOP;
}
