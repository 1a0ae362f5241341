import { notIterableError } from "../../errors.ts";
import type { SourceKind } from "../source.ts";
import { failedIn, type UserFunction } from "../user-call.ts";
import { walkElements } from "../walk.ts";

/** In the place of each element one of the length that `fn` says, which is given those of the partition in slot 0, and `args`. */
export interface LengthsSpec {
  readonly kind: "lengths";
  readonly operation: string;
  readonly fn: UserFunction;
  readonly args: readonly unknown[];
}

export const lengths: SourceKind<LengthsSpec> = {
  isIndexed: true,

  open({ operation, fn, args }, run) {
    try {
      const counts = fn(run.inputs[0], { signal: run.context.signal }, ...args);
      const iterator = iteratorOver(counts);
      if (iterator === undefined) throw notIterableError("what `count` returns", counts);
      return walkElements(iterator)!;
    } catch (error) {
      throw failedIn(operation, run, error);
    }
  },
};

function iteratorOver(counts: unknown): Iterable<unknown> | AsyncIterable<unknown> | undefined {
  const { [Symbol.asyncIterator]: isAsync } = (counts ?? {}) as Partial<AsyncIterable<number>>;
  if (isAsync !== undefined) return standInsLater(counts as AsyncIterable<number>);
  const { [Symbol.iterator]: isSync } = (counts ?? {}) as Partial<Iterable<number>>;
  return isSync === undefined ? undefined : standIns(counts as Iterable<number>);
}

function* standIns(counts: Iterable<number>): Generator<Uint8Array> {
  for (const count of counts) yield ofLength(count);
}

async function* standInsLater(counts: AsyncIterable<number>): AsyncGenerator<Uint8Array> {
  for await (const count of counts) yield ofLength(count);
}

let zeros = new Uint8Array(2 ** 12);

/** A list of so many elements, which nobody looks at. */
function ofLength(count: number): Uint8Array {
  if (zeros.length < count) zeros = new Uint8Array(2 * count);
  return zeros.subarray(0, count);
}
