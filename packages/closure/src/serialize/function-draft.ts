import type { Scope } from "../capture/scopes.ts";
import type { Script } from "../capture/scripts.ts";
import type { Edit } from "../source/build-code.ts";
import type { FunctionSource } from "../source/function-source.ts";
import type { Encoded, OwnState } from "../serialized-value.ts";
import type { Site } from "./locate-function.ts";
import type { Owner, Trail } from "./trail.ts";

/** A function whose captured values have their places, but whose wrapper is not yet decided upon. */
export interface FunctionDraft {
  readonly fn: Function;
  readonly place: number;
  readonly source: FunctionSource;
  readonly strict: boolean;
  readonly edits: Edit[];
  readonly captured: readonly Captured[];
  /** Values that the definition itself needs: the superclass, computed keys. */
  readonly needed: { readonly name: string; readonly value: Encoded }[];
  /** Names that cannot be given to anything else. */
  readonly taken: Set<string>;
  /** The values of static private fields. */
  readonly statics: readonly Encoded[];
  /** What `super` stands for; set when all functions are known. */
  parent?: Encoded;
  readonly declares: boolean;
  readonly site: Site | undefined;
  readonly name: string | undefined;
  readonly state: OwnState;
  readonly trail: Trail | undefined;
  readonly owner: Owner;
}

/** A variable that a function captures. */
export interface Captured {
  readonly name: string;
  readonly value: Encoded;
  readonly assigned: boolean;
  /** Where it lives; `undefined` for values bound by hand and imports. */
  readonly scope: Scope | undefined;
  readonly script: Script | undefined;
}
