import type { AnyNode, MetaProperty } from "acorn";
import type { FreeName, Outside, Range } from "./outside.ts";

/** The names that are declared around a place, from the inside out. */
export interface Scope {
  readonly names: ReadonlySet<string>;
  readonly parent: Scope | undefined;
}

/** Whose `this`, `super`, `new.target` and `arguments` a place has. */
export interface Context {
  readonly this: "lexical" | "own" | "inner";
  readonly super: "lexical" | "own" | "inner";
  readonly arguments: "lexical" | "inner";
  readonly privateNames: ReadonlySet<string>;
}

/** Notes what a piece of code uses, as far as it comes from outside. */
export interface OutsideRecorder {
  readonly outside: Outside;
  /** A name; `undefined` when it is declared inside. */
  use(name: string, scope: Scope | undefined): FreeName | undefined;
  /** A name whose value is used in a way that needs all of it. */
  useWhole(node: { name: string } & Range, scope: Scope | undefined, context: Context): void;
  /** A path of properties of what a name stands for; to write to its end takes the object that it ends in. */
  usePath(name: string, path: string[], how: "read" | "call" | "write", scope: Scope | undefined): void;
  usePrivate(name: string, context: Context): void;
  useThis(node: AnyNode, context: Context): void;
  useSuper(node: AnyNode, context: Context): void;
  /** `import.meta` or `new.target`. */
  useMeta(node: MetaProperty, context: Context): void;
  useImport(node: Range): void;
  useEval(): void;
}

/** Makes one for one piece of code. */
export function createOutsideRecorder(): OutsideRecorder {
  const outside: Outside = {
    names: new Map(),
    lexical: { this: [], arguments: [], "new.target": [], super: [] },
    own: { this: false, super: false },
    directEval: false,
    importMeta: [],
    dynamicImports: [],
    privateNames: new Set(),
  };
  const use = (name: string, scope: Scope | undefined): FreeName | undefined => {
    for (let inner = scope; inner; inner = inner.parent) if (inner.names.has(name)) return undefined;
    let free = outside.names.get(name);
    if (!free)
      outside.names.set(name, (free = { name, assigned: false, whole: false, paths: [], calls: [] }));
    return free;
  };
  return {
    outside,
    use,
    useWhole(node, scope, context) {
      const free = use(node.name, scope);
      if (!free) return;
      if (node.name === "arguments" && context.arguments === "lexical") outside.lexical.arguments.push(node);
      free.whole = true;
    },
    usePath(name, path, how, scope) {
      const free = use(name, scope);
      if (!free) return;
      if (how === "call") free.calls.push(path);
      else if (how === "read") free.paths.push(path);
      else if (path.length === 1) free.whole = true;
      else free.paths.push(path.slice(0, -1));
    },
    usePrivate(name, context) {
      if (!context.privateNames.has(name)) outside.privateNames.add(name);
    },
    useThis(node, context) {
      if (context.this === "lexical") outside.lexical.this.push(node);
      else if (context.this === "own") outside.own.this = true;
    },
    useSuper(node, context) {
      if (context.super === "lexical") outside.lexical.super.push(node);
      else if (context.super === "own") outside.own.super = true;
    },
    useMeta(node, context) {
      if (node.meta.name === "import") outside.importMeta.push(node);
      else if (context.arguments === "lexical") outside.lexical["new.target"].push(node);
    },
    useImport({ start }) {
      outside.dynamicImports.push({ start, end: start + "import".length });
    },
    useEval() {
      outside.directEval = true;
    },
  };
}
