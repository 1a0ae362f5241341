import { nothing } from "../nothing.ts";
import { asNumber, emitNumberCheck } from "../number-check.ts";
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
      state.sum += asNumber(element);
      state.isEmpty = false;
      return undefined;
    },
  }),

  emit(_spec, code) {
    emitNumberCheck(code);
    code.line(`${code.state("sum")} += ${code.element};`);
    code.line(`${code.state("isEmpty")} = false;`);
  },

  finish: (_spec, { state: { sum, isEmpty } }) => (isEmpty ? nothing : sum),
};
