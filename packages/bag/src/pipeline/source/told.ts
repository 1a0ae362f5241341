import { notIterableError } from "../../errors.ts";
import type { PipelineRun } from "../pipeline-run.ts";
import { failedIn, type UserFunction } from "../user-call.ts";
import { isIterable, walkElements, type Walk } from "../walk.ts";

/** What a reader tells of its elements instead of reading them: `fn` is given those of the partition in slot 0, and `args`. */
export interface ToldSpec {
  readonly operation: string;
  readonly fn: UserFunction;
  readonly args: readonly unknown[];
}

/** How what is told becomes elements of a pipeline. */
interface Telling {
  /** What the reader calls the function. */
  readonly name: string;
  /** What the function is told beside the `signal` of the run. */
  readonly context?: object;
  /** Makes an element of each value that the function tells, in an iterable or async iterable. What it throws is its error. */
  readonly make: (told: unknown) => unknown;
}

export function walkTold(
  { operation, fn, args }: ToldSpec,
  run: PipelineRun,
  { name, context, make }: Telling,
): Walk {
  try {
    const told = fn(run.inputs[0], { signal: run.context.signal, ...context }, ...args);
    if (!isIterable(told)) throw notIterableError(`what \`${name}\` returns`, told);
    return walkElements(Symbol.asyncIterator in Object(told) ? makeLater(told, make) : makeNow(told, make))!;
  } catch (error) {
    throw failedIn(operation, run, error);
  }
}

function* makeNow(told: unknown, make: Telling["make"]): Generator {
  for (const one of told as Iterable<unknown>) yield make(one);
}

async function* makeLater(told: unknown, make: Telling["make"]): AsyncGenerator {
  for await (const one of told as AsyncIterable<unknown>) yield make(one);
}
