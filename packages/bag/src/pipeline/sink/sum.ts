import { notNumberError } from "../../errors.ts";
import { nothing } from "../nothing.ts";
import type { SinkKind } from "../sink.ts";

/** The sum of the elements, added from left to right. */
export interface SumSpec {
  readonly kind: "sum";
}

/** From -0 on, which no number but itself can be added to without a trace: so it is known whether any was. */
interface SumState {
  sum: number;
}

export const sum: SinkKind<SumSpec, SumState> = {
  createState: () => ({ sum: -0 }),

  interpret: (_spec, { state }) => ({
    push(element) {
      if (typeof element !== "number") throw notNumberError(element);
      state.sum += element;
      return undefined;
    },
  }),

  emit(_spec, code) {
    const { element } = code;
    const notNumber = code.ours("notNumberError", notNumberError);
    code.line(`if (typeof ${element} !== "number") throw ${notNumber}(${element});`);
    code.line(`${code.state("sum")} += ${element};`);
  },

  finish: (_spec, { state: { sum } }) => (Object.is(sum, -0) ? nothing : sum),
};
