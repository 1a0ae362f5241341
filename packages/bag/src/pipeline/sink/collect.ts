import type { SinkKind } from "../sink.ts";

/** The elements themselves, as an array. */
export interface CollectSpec {
  readonly kind: "collect";
}

/** What has come so far: no array before the first element, which then makes one of just its size. */
export interface CollectState {
  elements: unknown[] | undefined;
}

// An array that was pushed to has room for as many: more than a short one, of which there may be a million, needs.
const roomOfPushed = 17;

export const collect: SinkKind<unknown, CollectState> = {
  createState: () => ({ elements: undefined }),

  interpret: (_spec, { state }) => ({
    push(element) {
      if (state.elements === undefined) state.elements = [element];
      else state.elements.push(element);
      return undefined;
    },
  }),

  emit(_spec, code) {
    const elements = code.state("elements");
    code.line(`if (${elements} === undefined) ${elements} = [${code.element}];`);
    code.line(`else ${elements}.push(${code.element});`);
  },

  finish(_spec, { state: { elements = [] } }) {
    const { length } = elements;
    return length > 1 && length < roomOfPushed ? elements.slice() : elements;
  },
};
