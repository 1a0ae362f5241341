import type { CallArgument } from "./call-arguments.ts";
import type { PipelineRun } from "./pipeline-run.ts";
import { createRandomStream, type RandomStream } from "./random.ts";
import type { SinkKind } from "./sink.ts";

/** A sink that draws elements at random. */
export interface DrawingSpec {
  readonly kind: string;
  /** How many. */
  readonly size: number;
  readonly seed: number;
  /** The index of the partition: each has a stream of its own. */
  readonly args: readonly [CallArgument & { readonly kind: "broadcast" }];
}

/** What such a sink remembers. */
export interface DrawingState {
  readonly stream: RandomStream;
  /** How many elements are passed over until it looks at one again. */
  skip: number;
}

/** What makes such a sink. */
export interface Drawing<T> {
  createState(stream: RandomStream, size: number): T;
  /** Takes an element. @returns how many are to be passed over after it */
  readonly draw: (state: T, element: unknown) => number;
  finish(state: T): unknown;
}

export function createDrawing<S extends DrawingSpec, T extends DrawingState>({
  createState,
  draw,
  finish,
}: Drawing<T>): SinkKind<S, T> {
  return {
    createState({ size, seed, args: [{ slot }] }, { inputs }: PipelineRun) {
      return createState(createRandomStream(seed, inputs[slot] as number), size);
    },

    interpret: (_spec, { state }) => ({
      push(element) {
        if (state.skip > 0) state.skip -= 1;
        else state.skip = draw(state, element);
        return undefined;
      },
    }),

    emit({ kind }, code) {
      const skip = code.state("skip");
      const state = code.constant("state", code.ownState);
      code.line(`if (${skip} > 0) ${skip} -= 1;`);
      code.line(`else ${skip} = ${code.ours(kind, draw)}(${state}, ${code.element});`);
    },

    finish: (_spec, { state }) => finish(state),
  };
}
