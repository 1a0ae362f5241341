import { createDescription, trimDescription, type Description } from "../description.ts";
import { addToDigest } from "../digest/digest.ts";
import { addNumber } from "../moments.ts";
import { nothing } from "../nothing.ts";
import { asNumber, emitNumberCheck } from "../number-check.ts";
import type { SinkKind } from "../sink.ts";
import { emitDigest } from "./digest.ts";
import { emitMoments } from "./moments.ts";

/** A {@link Description} of the elements. */
export interface DescribeSpec {
  readonly kind: "describe";
}

export const describe: SinkKind<DescribeSpec, Description> = {
  createState: createDescription,

  interpret: (_spec, { state }) => ({
    push(element) {
      const x = asNumber(element);
      addNumber(state, x);
      addToDigest(state, x);
      return undefined;
    },
  }),

  emit(_spec, code) {
    emitNumberCheck(code);
    emitMoments(code);
    emitDigest(code);
  },

  finish: (_spec, { state }) => (state.count === 0 ? nothing : trimDescription(state)),
};
