import { isThenable } from "@holdall/core/task";
import { makeStandIn, type StandIn } from "../stand-in.ts";
import type { SourceKind } from "../source.ts";
import { failedIn, whenSettled } from "../user-call.ts";
import { walkElements, type Walk } from "../walk.ts";

/** What a partition contributes to a reduction: one partial result in an array, or an empty one for nothing. */
export type PartialResult = readonly [] | readonly [unknown];

/** PartialResult results to be combined: slot 0 holds an array of {@link PartialResult}. */
export interface PartialsSpec {
  readonly kind: "partials";
  readonly operation: string;
  /** In the last step of a reduction: what stands for the partials if there is none. */
  readonly whenEmpty?: StandIn;
}

export const partials: SourceKind<PartialsSpec> = {
  isIndexed: false,

  open({ operation, whenEmpty }, run) {
    const results = run.inputs[0] as readonly PartialResult[];
    if (whenEmpty === undefined || results.some((partial) => partial.length > 0))
      return walkPartials(results);
    const fail = (error: unknown): unknown => failedIn(operation, run, error);
    let value: unknown;
    try {
      value = makeStandIn(whenEmpty);
    } catch (error) {
      throw fail(error);
    }
    return isThenable(value)
      ? whenSettled(value, (settled) => walkPartials([[settled]]), fail)
      : walkPartials([[value]]);
  },

  // Taken out one by one: an array of floating-point numbers here would make the loop slower for all other arrays.
  interpret: (next) => (partial) =>
    (partial as PartialResult).length === 0 ? undefined : next((partial as PartialResult)[0]),

  emit(code) {
    const partial = code.name("partial");
    code.block(`if (${code.element}.length > 0)`, () => {
      code.line(`const ${partial} = ${code.element}[0];`);
      code.next(partial);
    });
  },
};

function walkPartials(results: readonly PartialResult[]): Walk {
  return walkElements(results)!;
}
