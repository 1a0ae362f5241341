import type { ContextChain } from "../capture/contexts.ts";
import type { Insight } from "../capture/scopes.ts";
import type { PrivateMember } from "../capture/private-fields.ts";
import type { Script } from "../capture/scripts.ts";
import type { Encoded, Node } from "../serialized-value.ts";
import type { FunctionDraft } from "./function-draft.ts";
import type { Trail } from "./trail.ts";
import type { SerializeOptions } from "./serialize.ts";

/** What the encoders of the single kinds have in common: one run of `serialize`. */
export interface Encoder {
  readonly options: SerializeOptions;
  /** Gives a value its place; what it holds is encoded later. */
  encode(value: unknown, trail: Trail | undefined): Encoded;
  /** The same for a value whose node is known. */
  encodeAs(value: unknown, node: Node): Encoded;
  /** The same for a value of which only what lies at the path is used. */
  encodePath(value: unknown, path: readonly string[], trail: Trail | undefined): Encoded;
  /** Notes that a value cannot travel. */
  refuse(trail: Trail | undefined, reason: string, remedy: string): void;
  /** Adds a node that stands for no value. */
  add(node: Node | undefined): number;
  set(index: number, node: Node): void;
  /** The place of a value that has one. */
  placeOf(value: unknown): number;
  nodes(): readonly (Node | undefined)[];
  /** Does this when all values have their place. */
  atEnd(finish: () => void): void;
  /** The functions met so far. */
  readonly functions: FunctionDraft[];
  /** Functions that come with a class that travels. */
  readonly members: Map<
    unknown,
    { readonly holder: object; readonly key: string | symbol; readonly holds: "value" | "get" | "set" }
  >;
  /** What the inspector knows of a function, or why it cannot be asked. */
  inspect(fn: object): Insight | { readonly unavailable: string };
  script(id: string): Script | undefined;
  privateMembers(object: object): PrivateMember[] | undefined;
  /** Classes whose instances, or own private fields, travel: they are made so that these can be restored. */
  readonly stamped: Map<Function, { readonly trail: Trail | undefined; readonly owner: string }>;
  /** The records of variables around functions; `undefined` when it would take too long to find out. */
  contexts(functions: readonly object[]): Map<object, ContextChain> | undefined;
  /** The objects that methods which use `super` were defined in, as far as they can be found. */
  homes(methods: readonly object[]): Map<object, object>;
}
