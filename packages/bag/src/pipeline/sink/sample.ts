import { nextKey, nextSkip, type Drawn } from "../draw.ts";
import { createDrawing, type DrawingSpec, type DrawingState } from "../drawing.ts";
import { sinkFirst } from "../heap.ts";
import { nothing } from "../nothing.ts";
import type { SinkKind } from "../sink.ts";

/** So many different ones of the elements, or all there are: a {@link Sample}. */
export interface SampleSpec extends DrawingSpec {
  readonly kind: "sample";
}

/** Elements drawn without replacement, in ascending order of their numbers. */
export interface Sample {
  drawn: Drawn[];
}

interface SampleState extends DrawingState {
  readonly size: number;
  /** Once there are enough, a heap with the greatest number in front, which is the next to go. */
  readonly drawn: Drawn[];
}

export const sample: SinkKind<SampleSpec, SampleState> = createDrawing({
  createState: (stream, size): SampleState => ({ stream, size, drawn: [], skip: size === 0 ? Infinity : 0 }),

  draw(state: SampleState, element: unknown): number {
    const { stream, size, drawn } = state;
    if (drawn.length < size) {
      drawn.push({ key: nextKey(stream), element });
      if (drawn.length < size) return 0;
      drawn.sort((a, b) => b.key - a.key);
    } else {
      drawn[0] = { key: drawn[0]!.key * nextKey(stream), element };
      sinkFirst(drawn, isGreater);
    }
    return nextSkip(stream, drawn[0]!.key);
  },

  finish({ drawn }): Sample | typeof nothing {
    return drawn.length === 0 ? nothing : { drawn: drawn.sort(byKey) };
  },
});

function isGreater(a: Drawn, b: Drawn): boolean {
  return a.key > b.key;
}

export function byKey(a: Drawn, b: Drawn): number {
  return a.key - b.key;
}
