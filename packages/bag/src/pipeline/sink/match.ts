import {
  createLookUp,
  createLookUpState,
  emitLookUp,
  openAccount,
  type KeyAccount,
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
  readonly account: KeyAccount;
}

export const match: SinkKind<MatchSpec, MatchState> = {
  createState(spec, run) {
    const state = createLookUpState(spec, run);
    return { ...state, account: openAccount(state.table), pairs: [] };
  },

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
    emitLookUp(spec, code, { keepsAccount: true, write: (pair) => code.line(`${pairs}.push(${pair});`) });
  },

  finish: (_spec, { state: { pairs, account } }) => [pairs, Int32Array.from(account.keys)],
};
