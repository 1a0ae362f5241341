import { nextKey, nextSkip, type Drawn } from "../draw.ts";
import { createDrawing, type DrawingSpec, type DrawingState } from "../drawing.ts";
import { sinkFirst } from "../heap.ts";
import { nothing } from "../nothing.ts";
import type { SinkKind } from "../sink.ts";

/** So many elements, each any of them, whatever the others are: as many samples of one, {@link Choices}. */
export interface ChoicesSpec extends DrawingSpec {
  readonly kind: "choices";
}

/** Elements drawn with replacement, in the order in which they are wanted. */
export interface Choices {
  choices: Drawn[];
}

interface ChoicesState extends DrawingState, Choices {
  /** The same choices as a heap: in front the one that is replaced next. */
  readonly heap: Choice[];
}

interface Choice extends Drawn {
  /** Index of the element that replaces it. */
  next: number;
}

export const choices: SinkKind<ChoicesSpec, ChoicesState> = createDrawing({
  createState(stream, size): ChoicesState {
    const choices = Array.from({ length: size }, (): Choice => ({ key: 1, element: undefined, next: 0 }));
    return { stream, choices, heap: choices.slice(), skip: size === 0 ? Infinity : 0 };
  },

  draw({ stream, heap }: ChoicesState, element: unknown): number {
    const index = heap[0]!.next;
    while (heap[0]!.next === index) {
      const choice = heap[0]!;
      choice.key *= nextKey(stream);
      choice.element = element;
      choice.next = index + 1 + nextSkip(stream, choice.key);
      sinkFirst(heap, isEarlier);
    }
    return heap[0]!.next - index - 1;
  },

  finish({ choices, heap }): Choices | typeof nothing {
    if (heap.length === 0 || heap[0]!.next === 0) return nothing;
    return { choices: choices.map(({ key, element }) => ({ key, element })) };
  },
});

function isEarlier(a: Choice, b: Choice): boolean {
  return a.next < b.next;
}
