import { emitCall } from "../code/step-code.ts";
import { nothing } from "../nothing.ts";
import { STOP, type Outcome } from "../push.ts";
import type { SinkKind } from "../sink.ts";
import { createCalls, type UserFunction } from "../user-call.ts";

/** `decisive` as soon as an element, or what `fn` returns for one, has that truth: no further one is looked at. */
export interface DecideSpec {
  readonly kind: "decide";
  readonly operation: string;
  readonly fn: UserFunction | undefined;
  readonly decisive: boolean;
}

interface DecideState {
  /** The opposite of what decides, from the first element on. */
  answer: boolean | typeof nothing;
}

export const decide: SinkKind<DecideSpec, DecideState> = {
  createState: () => ({ answer: nothing }),

  interpret({ operation, fn, decisive }, { run, state }) {
    const accept = (result: unknown): Outcome => {
      const isDecided = Boolean(result) === decisive;
      state.answer = isDecided ? decisive : !decisive;
      return isDecided ? STOP : undefined;
    };
    return fn === undefined ? { push: accept } : createCalls({ operation, run, call: fn, accept });
  },

  emit({ operation, fn, decisive }, code) {
    const { element } = code;
    const result =
      fn === undefined ? element : emitCall(code, { call: `${code.user(operation, fn)}(${element})` });
    const answer = code.state("answer");
    code.block(`if (${decisive ? "" : "!"}${result})`, () => {
      code.line(`${answer} = ${decisive};`);
      code.leave({ kind: "stop" });
    });
    code.line(`${answer} = ${!decisive};`);
  },

  finish: (_spec, { state }) => state.answer,
};
