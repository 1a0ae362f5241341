import {
  createLookUp,
  createLookUpState,
  emitLookUp,
  type LookUpState,
  type WithLookUp,
} from "../look-up.ts";
import type { StageKind } from "../stage.ts";
import { noPosition } from "../stage-position.ts";

/** Pushes pairs: of each other element that has the same key, in order, and the element. */
export interface LookUpSpec extends WithLookUp {
  readonly kind: "lookUp";
}

export const lookUp: StageKind<LookUpSpec, LookUpState> = {
  createState: createLookUpState,
  interpret: createLookUp,

  position: noPosition,

  emit(spec, code) {
    emitLookUp(spec, code, { keepsAccount: false, write: (pair) => code.next(pair) });
  },
};
