/**
 * What `serialize` returns and `revive` takes: plain data that structured clone carries, and JSON too once
 * the `Uint8Array`s in it are encoded. A table of nodes; values refer to nodes by position, so that cycles and sharing
 * are kept. Equal values give deep-equal data.
 *
 * @example
 * ```ts
 * import { revive, serialize, type SerializedValue } from "@holdall/closure";
 *
 * const factor = 3;
 * const data: SerializedValue = serialize((x: number) => x * factor);
 * const triple = await revive<(x: number) => number>(structuredClone(data));
 * triple(2); // 6
 * ```
 */
export interface SerializedValue {
  /** The version of this format. */
  readonly format: 1;
  readonly root: Encoded;
  readonly nodes: readonly Node[];
}

/** A value inside a node: itself where JSON can hold it, else a mark or a reference to a node. */
export type Encoded = null | boolean | number | string | Reference | Special | { readonly bigint: string };

/** The node at this position of the table. */
export interface Reference {
  readonly ref: number;
}

/** Whether a value is in a node of its own. */
export function isReference(value: Encoded | undefined): value is Reference {
  return typeof value === "object" && value !== null && "ref" in value;
}

/** A value that JSON cannot hold; `hole` is an element that an array does not have. */
export interface Special {
  readonly special: "undefined" | "NaN" | "-0" | "Infinity" | "-Infinity" | "hole";
}

/** One property that is not a plain enumerable, writable, configurable string-keyed value. */
export interface Property {
  readonly key: Encoded;
  readonly value?: Encoded;
  readonly get?: Encoded;
  readonly set?: Encoded;
  /** Letters of what it is: `e`numerable, `w`ritable, `c`onfigurable. */
  readonly flags: string;
}

/** What any object may have beside the contents of its kind. */
export interface OwnState {
  /** Left out where it is the usual one of the kind. */
  readonly prototype?: Encoded;
  /** Plain properties. */
  readonly keys?: readonly string[];
  readonly values?: readonly Encoded[];
  /** All others, in order, after the plain ones. */
  readonly properties?: readonly Property[];
  readonly integrity?: "frozen" | "sealed" | "inextensible";
  /** Private fields, which only code in their class can set. */
  readonly privates?: readonly Privates[];
  /** The first of `privates`, where it has no superclass: it has to construct the object. */
  readonly stampedBy?: Encoded;
}

/** The values of the private fields that one class declares, in the order of declaration. */
export interface Privates {
  readonly of: Encoded;
  readonly values: readonly Encoded[];
}

/** One listener of an event emitter. */
export interface Listener {
  readonly event: Encoded;
  readonly listener: Encoded;
  readonly once: boolean;
}

/** The text of a function inside a wrapper that takes what the function captures, and where it stood. */
export interface CodeNode {
  readonly kind: "code";
  /** An expression that gives a factory of the function. */
  readonly source: string;
  readonly filename: string;
  /** Zero-based place of the first character of `source`, such that the function stands where the user wrote it. */
  readonly line: number;
  readonly column: number;
  /** What the factory returns: the function, or an object that has it as its only property (methods, accessors). */
  readonly holds: "function" | "value" | "get" | "set";
  /** Whether the factory returns a pair whose second sets the variables that could not be given at once. */
  readonly late: boolean;
}

/** A node of the table. */
export type Node =
  | CodeNode
  | ({ readonly kind: "object" | "null" } & OwnState)
  | ({ readonly kind: "array"; readonly items: readonly Encoded[] } & OwnState)
  | ({ readonly kind: "map" | "set"; readonly items: readonly Encoded[] } & OwnState)
  | ({ readonly kind: "date"; readonly time: Encoded } & OwnState)
  | ({ readonly kind: "regexp"; readonly source: string; readonly flags: string } & OwnState)
  | ({ readonly kind: "boxed"; readonly value: Encoded } & OwnState)
  | ({
      readonly kind: "error";
      readonly stack: Encoded;
      /** What a `DOMException` holds, which is not in properties. */
      readonly exception?: { readonly name: string; readonly message: string };
    } & OwnState)
  | ({ readonly kind: "buffer"; readonly bytes: Uint8Array; readonly maxByteLength?: number } & OwnState)
  | ({ readonly kind: "shared"; readonly bytes: Uint8Array<SharedArrayBuffer> } & OwnState)
  | ({
      readonly kind: "view";
      readonly type: string;
      readonly buffer: Encoded;
      readonly offset: number;
      /** In elements, for a DataView in bytes; left out where the view follows the length of its buffer. */
      readonly length?: number;
    } & OwnState)
  | ({
      readonly kind: "emitter";
      readonly captureRejections: boolean;
      readonly listeners: readonly Listener[];
    } & OwnState)
  | ({ readonly kind: "url"; readonly text: string } & OwnState)
  /** The query of a URL, or where it is of none that travels, one of its own. */
  | ({ readonly kind: "searchParams"; readonly text: string; readonly url?: Encoded } & OwnState)
  | ({
      readonly kind: "function";
      readonly code: number;
      /** The function's `name`, where the source does not give it. */
      readonly name?: string;
      readonly scopes: readonly number[];
      readonly captured: readonly Encoded[];
      readonly late: readonly Encoded[];
      /** What `super` stands for in a method. */
      readonly parent?: Encoded;
      /** The values of the static private fields of a class. */
      readonly statics?: readonly Encoded[];
    } & OwnState)
  | ({
      readonly kind: "bound";
      readonly target: Encoded;
      readonly self: Encoded;
      readonly args: readonly Encoded[];
      readonly name?: string;
    } & OwnState)
  /** Variables that several functions share and at least one of them assigns. */
  | { readonly kind: "scope"; readonly keys: readonly string[]; readonly values: readonly Encoded[] }
  /** The object in the `prototype` property of a function or class. */
  | ({ readonly kind: "prototype"; readonly of: Encoded } & OwnState)
  /** A method or accessor that a revived class or its prototype has already. */
  | {
      readonly kind: "member";
      readonly of: Encoded;
      readonly key: Encoded;
      readonly holds: "value" | "get" | "set";
    }
  | { readonly kind: "symbol"; readonly name: string; readonly registered: boolean }
  /** Found in `globalThis` (or among the intrinsics without a name) by this path. */
  | { readonly kind: "global"; readonly path: readonly string[]; readonly holds: "value" | "get" | "set" }
  /** A module, or what is found in it by `path`. */
  | ImportNode
  /** `import()` or `require` as the module at this URL has it. */
  | { readonly kind: "importer"; readonly parent: string; readonly by?: "vite" }
  | { readonly kind: "require"; readonly parent: string }
  | { readonly kind: "meta"; readonly url: string }
  /** Through this, classes with private members let themselves be restored. */
  | { readonly kind: "stamp" };

/** A reference into a module; `specifier` is resolved as in the module `parent`, which a URL does not need. */
export interface ImportNode {
  readonly kind: "import";
  readonly specifier: string;
  readonly parent?: string;
  /** How the module is loaded; `require` gives `module.exports`. */
  readonly by: "import" | "require";
  readonly path: readonly string[];
}
