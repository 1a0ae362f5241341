import {
  createLookUp,
  createLookUpState,
  emitLookUp,
  type LookUpState,
  type WithLookUp,
} from "../look-up.ts";
import type { SinkKind } from "../sink.ts";

/**
 * Pairs of another element and one that has the same key, as one part; the numbers of the keys that there were on both
 * sides as another, in an Int32Array.
 */
export interface MatchSpec extends WithLookUp {
  readonly kind: "match";
}

interface MatchState extends LookUpState {
  readonly pairs: unknown[];
  readonly seen: Set<number>;
}

export const match: SinkKind<MatchSpec, MatchState> = {
  createState: (spec, run) => ({ ...createLookUpState(spec, run), seen: new Set(), pairs: [] }),

  interpret(spec, sink) {
    const { pairs } = sink.state;
    return createLookUp(
      spec,
      (pair) => {
        pairs.push(pair);
        return undefined;
      },
      sink,
    );
  },

  emit(spec, code) {
    const pairs = code.constant("pairs", `${code.ownState}.pairs`);
    emitLookUp(spec, code, { notesSeen: true, write: (pair) => code.line(`${pairs}.push(${pair});`) });
  },

  finish: (_spec, { state: { pairs, seen } }) => [pairs, Int32Array.from(seen)],
};
