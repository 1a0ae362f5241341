import type { SinkInterpreter } from "../sink.ts";

/** The elements themselves, as an array. */
export interface CollectSpec {
  readonly kind: "collect";
}

export const createCollect: SinkInterpreter<CollectSpec> = () => {
  const elements: unknown[] = [];
  return {
    push(element) {
      elements.push(element);
      return undefined;
    },
    finish: () => elements,
  };
};
