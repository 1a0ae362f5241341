import { isThenable } from "@holdall/core/task";
import { emitCall } from "../code/step-code.ts";
import { nothing } from "../nothing.ts";
import type { Outcome } from "../push.ts";
import type { SinkKind } from "../sink.ts";
import { makeStandIn, type StandIn } from "../stand-in.ts";
import { createCalls, failedIn, whenSettled, type UserFunction } from "../user-call.ts";

/** What `fn` makes of a running value and each element in turn, from `initial` or the first element on. */
export interface FoldSpec {
  readonly kind: "fold";
  readonly operation: string;
  readonly fn: UserFunction;
  readonly initial: StandIn | undefined;
}

interface FoldState {
  value: unknown;
  isEmpty: boolean;
}

export const fold: SinkKind<FoldSpec, FoldState> = {
  createState: () => ({ value: undefined, isEmpty: true }),

  interpret({ operation, fn, initial }, { run, state }) {
    const keep = (result: unknown): Outcome => {
      state.value = result;
      return undefined;
    };
    const call: UserFunction = (element) => fn(state.value, element);
    const { push: combine, settle } = createCalls({ operation, run, call, accept: keep });
    const fail = (error: unknown): unknown => failedIn(operation, run, error);
    const begin = (element: unknown): Outcome | Promise<Outcome> => {
      state.isEmpty = false;
      if (initial === undefined) return keep(element);
      let start: unknown;
      try {
        start = makeStandIn(initial);
      } catch (error) {
        throw fail(error);
      }
      const combineFirst = (settled: unknown): Outcome | Promise<Outcome> => {
        state.value = settled;
        return combine(element);
      };
      return isThenable(start) ? whenSettled(start, combineFirst, fail) : combineFirst(start);
    };
    return { push: (element) => (state.isEmpty ? begin(element) : combine(element)), settle };
  },

  /** How a fold begins is left to the interpreter. */
  emit({ fn }, code) {
    const value = code.state("value");
    code.block(`if (${code.state("isEmpty")})`, () => code.leave({ kind: "push" }));
    code.line(
      `${value} = ${emitCall(code, { call: `${code.user("fold", fn)}(${value}, ${code.element})` })};`,
    );
  },

  finish: (_spec, { state: { value, isEmpty } }) => (isEmpty ? nothing : value),
};
