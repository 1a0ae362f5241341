import { notNumberError } from "../../errors.ts";
import { nothing } from "../nothing.ts";
import type { SinkInterpreter } from "../sink.ts";

/** The sum of the elements, added from left to right. */
export interface SumSpec {
  readonly kind: "sum";
}

export const createSum: SinkInterpreter<SumSpec> = () => {
  let sum = 0;
  let isEmpty = true;
  return {
    push(element) {
      if (typeof element !== "number") throw notNumberError(element);
      sum += element;
      isEmpty = false;
      return undefined;
    },
    finish: () => (isEmpty ? nothing : sum),
  };
};
