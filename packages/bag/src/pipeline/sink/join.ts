import { mixedKindsError, notArrayError } from "../../errors.ts";
import { joinArrays, kindOf, type AnyArray } from "../join-arrays.ts";
import { nothing } from "../nothing.ts";
import type { SinkInterpreter } from "../sink.ts";

/** The elements, which are arrays or typed arrays of one kind, made into one. */
export interface JoinSpec {
  readonly kind: "join";
}

export const createJoin: SinkInterpreter<JoinSpec> = () => {
  const arrays: AnyArray[] = [];
  let kind: string | undefined;
  return {
    push(element) {
      const own = kindOf(element);
      if (own === undefined) throw notArrayError(element);
      kind ??= own;
      if (own !== kind) throw mixedKindsError(kind, own);
      arrays.push(element as AnyArray);
      return undefined;
    },
    finish: () => (arrays.length === 0 ? nothing : arrays.length === 1 ? arrays[0] : joinArrays(arrays)),
  };
};
