import type { CallArgument } from "../call-arguments.ts";
import { createRandomStream, nextRandom, type RandomStream } from "../random.ts";
import type { StageKind } from "../stage.ts";

/** Pushes each element with a certain probability, whatever happens to the others. */
export interface RandomSampleSpec {
  readonly kind: "randomSample";
  readonly operation: string;
  readonly probability: number;
  readonly seed: number;
  /** The index of the partition: each has a stream of its own. */
  readonly args: readonly [CallArgument & { readonly kind: "broadcast" }];
}

export const randomSample: StageKind<RandomSampleSpec, RandomStream> = {
  addsNone: true,

  createState: ({ seed, args: [partition] }, { inputs }) =>
    createRandomStream(seed, inputs[partition.slot] as number),

  needs: (_spec, need) => need,

  interpret: ({ probability }, next, { state }) => ({
    push: (element) => (nextRandom(state) < probability ? next(element) : undefined),
  }),

  emit(_spec, code) {
    const stream = code.constant("stream", code.ownState);
    const probability = code.constant("probability", `${code.spec}.probability`);
    code.block(`if (${code.ours("nextRandom", nextRandom)}(${stream}) < ${probability})`, () =>
      code.next(code.element),
    );
  },
};
