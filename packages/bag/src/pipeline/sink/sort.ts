import { createKeyCalls, emitKey, type WithKey } from "../element-key.ts";
import type { SinkKind } from "../sink.ts";
import { takeSample } from "../sort-borders.ts";
import { commonKind, sortKindOf, toSortKey, type SortKey, type SortKind } from "../sort-key.ts";
import { sortRun } from "../sorted-run.ts";

/** The elements in the order of their keys, as a SortedRun; with a sample of so many of them, if any, as a second part. */
export interface SortSpec extends WithKey {
  readonly kind: "sort";
  readonly isDescending: boolean;
  readonly sampleSize: number;
}

interface SortState {
  kind: SortKind | undefined;
  readonly keys: SortKey[];
  readonly elements: unknown[];
}

export const sort: SinkKind<SortSpec, SortState> = {
  createState: () => ({ kind: undefined, keys: [], elements: [] }),

  interpret: (spec, { run, state }) =>
    createKeyCalls(spec, {
      run,
      accept(key, element) {
        addElement(state, key, element);
        return undefined;
      },
    }),

  emit(spec, code) {
    const key = emitKey(spec, code);
    const [add, state] = [code.ours("addElement", addElement), code.constant("state", code.ownState)];
    code.line(`${add}(${state}, ${key}, ${code.element});`);
  },

  finish({ isDescending, sampleSize }, { state }) {
    const sorted = sortRun(state, isDescending);
    return sampleSize === 0 ? sorted : [sorted, takeSample(sorted, sampleSize)];
  },
};

function addElement(state: SortState, key: unknown, element: unknown): void {
  state.kind = commonKind(state.kind, sortKindOf(key));
  state.keys.push(toSortKey(key));
  state.elements.push(element);
}
