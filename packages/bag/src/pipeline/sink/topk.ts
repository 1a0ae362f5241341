import { createKeyCalls, emitKey, type WithKey } from "../element-key.ts";
import { sinkFirst } from "../heap.ts";
import { nothing } from "../nothing.ts";
import type { SinkKind } from "../sink.ts";
import { commonKind, compareKeys, sortKindOf, toSortKey, type SortKey, type SortKind } from "../sort-key.ts";
import type { SortedRun } from "../sorted-run.ts";

/** So many elements with the greatest keys, or all there are, in descending order: a {@link SortedRun}. */
export interface TopkSpec extends WithKey {
  readonly kind: "topk";
  readonly size: number;
}

interface TopkState {
  readonly size: number;
  kind: SortKind | undefined;
  /** How many elements there were. */
  count: number;
  /** Once there are enough, a heap with the last of them in front, which is the next to go. */
  readonly candidates: Candidate[];
}

interface Candidate {
  readonly key: SortKey;
  readonly place: number;
  readonly element: unknown;
}

export const topk: SinkKind<TopkSpec, TopkState> = {
  createState: ({ size }) => ({ size, kind: undefined, count: 0, candidates: [] }),

  interpret: (spec, { run, state }) =>
    createKeyCalls(spec, {
      run,
      accept(key, element) {
        considerElement(state, key, element);
        return undefined;
      },
    }),

  emit(spec, code) {
    const key = emitKey(spec, code);
    const consider = code.ours("considerElement", considerElement);
    code.line(`${consider}(${code.constant("state", code.ownState)}, ${key}, ${code.element});`);
  },

  finish(_spec, { state: { kind, count, candidates } }) {
    if (count === 0) return nothing;
    candidates.sort(compareCandidates);
    const keys = candidates.map(({ key }) => key);
    return { kind, keys, elements: candidates.map(({ element }) => element) } satisfies SortedRun;
  },
};

function considerElement(state: TopkState, found: unknown, element: unknown): void {
  const { size, candidates } = state;
  state.kind = commonKind(state.kind, sortKindOf(found));
  const key = toSortKey(found);
  const place = state.count++;
  if (candidates.length < size) {
    candidates.push({ key, place, element });
    if (candidates.length === size) candidates.sort((a, b) => compareCandidates(b, a));
  } else if (size > 0 && compare(key, candidates[0]!.key) < 0) {
    candidates[0] = { key, place, element };
    sinkFirst(candidates, comesAfter);
  }
}

const compare = compareKeys(true);

function compareCandidates(a: Candidate, b: Candidate): number {
  return compare(a.key, b.key) || a.place - b.place;
}

function comesAfter(a: Candidate, b: Candidate): boolean {
  return compareCandidates(a, b) > 0;
}
