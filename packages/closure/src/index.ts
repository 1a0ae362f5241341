export { closure } from "./closure.ts";
export { ClosureError, type ClosureErrorCode, type Culprit } from "./errors.ts";
export { revive } from "./revive/revive.ts";
export { serialize, type SerializeOptions } from "./serialize/serialize.ts";
export type {
  CodeNode,
  Encoded,
  ImportNode,
  Node as SerializedNode,
  OwnState,
  Privates,
  Property,
  Reference,
  SerializedValue,
  Special,
} from "./serialized-value.ts";
