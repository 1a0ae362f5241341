import type { CallArgument } from "../call-arguments.ts";
import type { StageKind } from "../stage.ts";

/** Pushes pairs of an element's place and the element. */
export interface EnumerateSpec {
  readonly kind: "enumerate";
  readonly operation: string;
  /** The place of the partition's first element. */
  readonly args: readonly [CallArgument & { readonly kind: "broadcast" }];
}

interface EnumerateState {
  /** Of the next element. */
  place: number;
}

export const enumerate: StageKind<EnumerateSpec, EnumerateState> = {
  createState: ({ args: [start] }, { inputs }) => ({ place: inputs[start.slot] as number }),

  isOneToOne: () => true,

  position: { of: ({ place }) => place, set: (state, place) => void (state.place = place) },

  interpret: (_spec, next, { state }) => ({
    push: (element) => next([state.place++, element]),
  }),

  emit(_spec, code) {
    const pair = code.name("x");
    code.line(`const ${pair} = [${code.state("place")}++, ${code.element}];`);
    code.next(pair);
  },
};
