import { missingKeyError } from "../../errors.ts";
import type { StageInterpreter } from "../stage.ts";
import { failedIn } from "../user-call.ts";

/** Pushes one property of each element, or an array of several. */
export interface PluckSpec {
  readonly kind: "pluck";
  readonly operation: string;
  readonly key: PropertyKey | readonly PropertyKey[];
  /** What stands for a property that is not there. */
  readonly fallback: { readonly value: unknown } | undefined;
}

export const createPluck: StageInterpreter<PluckSpec> = ({ operation, key, fallback }, push, run) => {
  const read = (element: unknown, one: PropertyKey): unknown => {
    if (element !== null && element !== undefined && one in Object(element)) {
      return (element as Record<PropertyKey, unknown>)[one];
    }
    if (fallback === undefined) throw failedIn(operation, run, missingKeyError(one, element));
    return fallback.value;
  };
  return typeof key === "object"
    ? (element) => push(key.map((one) => read(element, one)))
    : (element) => push(read(element, key));
};
