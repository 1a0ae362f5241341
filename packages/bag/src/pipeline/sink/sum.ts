import { notNumberError } from "../../errors.ts";
import { nothing } from "../nothing.ts";
import type { SinkKind } from "../sink.ts";

/** The sum of the elements, added from left to right. */
export interface SumSpec {
  readonly kind: "sum";
}

interface SumState {
  sum: number;
  isEmpty: boolean;
}

export const sum: SinkKind<SumSpec, SumState> = {
  createState: () => ({ sum: 0, isEmpty: true }),

  interpret: (_spec, { state }) => ({
    push(element) {
      if (typeof element !== "number") throw notNumberError(element);
      state.sum += element;
      state.isEmpty = false;
      return undefined;
    },
  }),

  emit(_spec, code) {
    const { element } = code;
    const notNumber = code.ours("notNumberError", notNumberError);
    code.line(`if (typeof ${element} !== "number") throw ${notNumber}(${element});`);
    code.line(`${code.state("sum")} += ${element};`);
    code.line(`${code.state("isEmpty")} = false;`);
  },

  finish: (_spec, { state: { sum, isEmpty } }) => (isEmpty ? nothing : sum),
};
