import type { SinkKind } from "../sink.ts";

/** The elements themselves, as an array. */
export interface CollectSpec {
  readonly kind: "collect";
}

/** What has come so far. */
export interface CollectState {
  readonly elements: unknown[];
}

// An array that was pushed to has room for as many: more than a short one, of which there may be a million, needs.
const roomOfGrown = 17;

export const collect: SinkKind<unknown, CollectState> = {
  createState: () => ({ elements: [] }),

  interpret: (_spec, { state: { elements } }) => ({
    push(element) {
      elements.push(element);
      return undefined;
    },
  }),

  emit(_spec, code) {
    code.line(`${code.constant("elements", `${code.ownState}.elements`)}.push(${code.element});`);
  },

  finish: (_spec, { state: { elements } }) => (elements.length < roomOfGrown ? elements.slice() : elements),
};
