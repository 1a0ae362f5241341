export { revive } from "./revive.ts";
export { ClosureError, type ClosureErrorCode, type Culprit } from "../errors.ts";
export type { SerializedValue } from "../serialized-value.ts";
