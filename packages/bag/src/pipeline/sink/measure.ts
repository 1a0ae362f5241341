import type { SinkKind } from "../sink.ts";
import { collect, type CollectState } from "./collect.ts";

/** The elements as one part, and their number as another. */
export interface MeasureSpec {
  readonly kind: "measure";
}

export const measure: SinkKind<MeasureSpec, CollectState> = {
  ...collect,

  finish(spec, sink) {
    const elements = collect.finish(spec, sink) as readonly unknown[];
    return [elements, elements.length];
  },
};
