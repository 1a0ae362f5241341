import { isThenable } from "@holdall/core/task";
import { STOP, type Outcome, type Push } from "./push.ts";
import type { PipelineRun } from "./pipeline-run.ts";
import type { Walk } from "./walk.ts";

/** Whose elements a loop goes over. */
export interface LoopOptions {
  readonly run: PipelineRun;
  /** What failed when the iterator throws. */
  readonly operation: string;
  /** Whether these are the elements of the partition, whose index is named when one of them fails. */
  readonly isSource: boolean;
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

interface Loop {
  readonly walk: Walk;
  readonly push: Push;
  readonly options: LoopOptions;
  /** The element under way. */
  index: number;
  /** `pulling` while the code of the iterator runs, so that it is known whose error it was. */
  status: "running" | "pulling" | "exhausted" | "closed";
}

/** Goes on until an element has to be waited for (its promise is returned), or to the end. */
function advance(loop: Loop): Outcome | Promise<Outcome> {
  const { walk, push } = loop;
  const { items, iterator, length, start, step } = walk;
  const { pacer } = loop.options.run;
  let index = loop.index;
  try {
    while (index < length) {
      let element: unknown;
      if (items !== undefined) element = items[index];
      else if (iterator === undefined) element = start + index * step;
      else {
        loop.status = "pulling";
        const pulled = iterator.next();
        if (isThenable(pulled)) {
          loop.index = index;
          return Promise.resolve(pulled).then((result) => pushPulled(loop, result));
        }
        if (pulled.done === true) break;
        loop.status = "running";
        element = pulled.value;
      }
      let outcome = push(element);
      if (outcome === undefined && pacer !== undefined && --pacer.budget === 0) outcome = pacer.wait();
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
      if (pacer !== undefined && --pacer.budget <= 0) await pacer.wait();
    } catch (error) {
      throw fail(loop, error);
    }
    if (loop.status === "exhausted") return undefined;
    loop.index += 1;
    outcome = advance(loop);
    if (!isPending(outcome)) return outcome;
  }
}

function pushPulled(loop: Loop, pulled: IteratorResult<unknown>): Outcome | Promise<Outcome> {
  loop.status = pulled.done === true ? "exhausted" : "running";
  return pulled.done === true ? undefined : loop.push(pulled.value);
}

/** Tells the iterator that no more is wanted, as `break` does. */
function close(loop: Loop): Outcome | Promise<Outcome> {
  if (loop.status === "closed") return STOP;
  loop.status = "pulling";
  const closed = loop.walk.iterator?.return?.();
  loop.status = "closed";
  return isThenable(closed) ? Promise.resolve(closed).then(() => STOP) : STOP;
}

// The error that ended the loop counts, not what the iterator says to being closed: so does `for of`.
function fail(loop: Loop, error: unknown): unknown {
  const { run, operation, isSource } = loop.options;
  if (loop.status === "pulling") run.context.operation = operation;
  else if (isSource) run.context.index = loop.index;
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

function isPending(outcome: Outcome | Promise<Outcome>): outcome is Promise<Outcome> {
  return outcome !== undefined && outcome !== STOP;
}
