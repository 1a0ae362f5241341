import type { SinkKind } from "../sink.ts";

/** The elements themselves, as an array. */
export interface CollectSpec {
  readonly kind: "collect";
}

/** What has come so far. */
export interface CollectState {
  readonly elements: unknown[];
}

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

  finish: (_spec, { state }) => state.elements,
};
