import { mixedKindsError, notArrayError } from "../../errors.ts";
import { joinArrays, kindOf, type AnyArray } from "../join-arrays.ts";
import { nothing } from "../nothing.ts";
import type { SinkKind } from "../sink.ts";

/** The elements, which are arrays or typed arrays of one kind, made into one. */
export interface JoinSpec {
  readonly kind: "join";
}

interface JoinState {
  readonly arrays: AnyArray[];
  kind: string | undefined;
}

export const join: SinkKind<JoinSpec, JoinState> = {
  createState: () => ({ arrays: [], kind: undefined }),

  interpret: (_spec, { state }) => ({
    push(element) {
      addArray(state, element);
      return undefined;
    },
  }),

  emit(_spec, code) {
    code.line(
      `${code.ours("addArray", addArray)}(${code.constant("state", code.ownState)}, ${code.element});`,
    );
  },

  finish: (_spec, { state: { arrays } }) =>
    arrays.length === 0 ? nothing : arrays.length === 1 ? arrays[0] : joinArrays(arrays),
};

function addArray(state: JoinState, element: unknown): void {
  const own = kindOf(element);
  if (own === undefined) throw notArrayError(element);
  state.kind ??= own;
  if (own !== state.kind) throw mixedKindsError(state.kind, own);
  state.arrays.push(element as AnyArray);
}
