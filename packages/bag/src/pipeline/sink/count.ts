import { nothing } from "../nothing.ts";
import type { SinkInterpreter } from "../sink.ts";

/** How many elements there are. */
export interface CountSpec {
  readonly kind: "count";
}

export const createCount: SinkInterpreter<CountSpec> = () => {
  let count = 0;
  return {
    push() {
      count += 1;
      return undefined;
    },
    finish: () => (count === 0 ? nothing : count),
  };
};
