export { closure, type ClosureOptions } from "./closure.ts";
export { ClosureError, type ClosureErrorCode, type Culprit } from "./errors.ts";
export { revive } from "./revive/revive.ts";
export { serialize, type SerializeOptions } from "./serialize/serialize.ts";
export type {
  CodeNode,
  Encoded,
  ImportNode,
  Listener,
  Node as SerializedNode,
  OwnState,
  Privates,
  Property,
  Reference,
  SerializedValue,
  Special,
} from "./serialized-value.ts";
