import { notIterableError } from "../../errors.ts";
import type { PipelineRun } from "../pipeline-run.ts";
import { failedIn, type UserFunction } from "../user-call.ts";
import { walkElements, type Walk } from "../walk.ts";

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
    const made = makeOfEach(told, make);
    if (made === undefined) throw notIterableError(`what \`${name}\` returns`, told);
    return walkElements(made)!;
  } catch (error) {
    throw failedIn(operation, run, error);
  }
}

function makeOfEach(
  told: unknown,
  make: Telling["make"],
): Iterable<unknown> | AsyncIterable<unknown> | undefined {
  const { [Symbol.asyncIterator]: isAsync } = (told ?? {}) as Partial<AsyncIterable<unknown>>;
  if (isAsync !== undefined) return makeLater(told as AsyncIterable<unknown>, make);
  const { [Symbol.iterator]: isSync } = (told ?? {}) as Partial<Iterable<unknown>>;
  return isSync === undefined ? undefined : makeNow(told as Iterable<unknown>, make);
}

function* makeNow(told: Iterable<unknown>, make: Telling["make"]): Generator {
  for (const one of told) yield make(one);
}

async function* makeLater(told: AsyncIterable<unknown>, make: Telling["make"]): AsyncGenerator {
  for await (const one of told) yield make(one);
}
