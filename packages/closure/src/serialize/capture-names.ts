import { isBuiltin } from "node:module";
import { fileURLToPath } from "node:url";
import { baseUrl } from "../capture/scripts.ts";
import { readVariable, uninitialised, type Insight } from "../capture/scopes.ts";
import { createImportNode } from "../modules/import-node.ts";
import { isStandardGlobal } from "../modules/known-globals.ts";
import { noteNamespaces } from "../modules/known-namespaces.ts";
import type { Encoded } from "../serialized-value.ts";
import { freshName, type Edit } from "../source/build-code.ts";
import type { FreeName, Outside } from "../source/outside.ts";
import { isConstantAt } from "../source/constants.ts";
import { readModuleSource, type ImportedName } from "../source/module-source.ts";
import type { Encoder } from "./encoder.ts";
import type { Captured } from "./function-draft.ts";
import type { Site } from "./locate-function.ts";
import { isOpaqueProxy, viteModules } from "./partial-objects.ts";
import { alongProperty, alongVariable, type Owner, type Trail } from "./trail.ts";

/** What is known of the function whose names are captured. */
export interface CaptureRequest {
  readonly outside: Outside;
  readonly insight: Insight;
  readonly site: Site | undefined;
  /** Bound by `closure()`. */
  readonly hand: Readonly<Record<string, unknown>> | undefined;
  readonly owner: Owner;
  readonly trail: Trail;
  readonly taken: Set<string>;
  /** Is added to. */
  readonly edits: Edit[];
  /** Why the scopes could not be read. */
  readonly unavailable: string | undefined;
}

/** Finds the variable behind every free name of a function, and encodes what it holds now. */
export function captureNames(encoder: Encoder, request: CaptureRequest): Captured[] {
  const captured: Captured[] = [];
  const { site, insight } = request;
  if (site) noteNamespaces(site.script, insight.scopes);
  for (const free of request.outside.names.values()) {
    const found = captureName(encoder, free, request);
    if (found) captured.push(found);
  }
  const url = site ? baseUrl(site.script) : "";
  const replaceWords = (ranges: Outside["importMeta"], node: () => number): void => {
    if (ranges.length === 0) return;
    const name = freshName(2, request.taken);
    for (const range of ranges) request.edits.push({ ...range, text: name });
    captured.push({ name, value: { ref: node() }, assigned: false, scope: undefined, script: undefined });
  };
  replaceWords(request.outside.importMeta, () => encoder.add({ kind: "meta", url }));
  replaceWords(request.outside.dynamicImports, () => encoder.add({ kind: "importer", parent: url }));
  return captured;
}

function captureName(encoder: Encoder, free: FreeName, request: CaptureRequest): Captured | undefined {
  const { insight, site, hand, owner, trail } = request;
  const { name, assigned } = free;
  const inside = alongVariable(trail, name, owner);
  const script = site?.script;
  if (hand && Object.hasOwn(hand, name))
    return {
      name,
      value: encodeUses(encoder, free, hand[name], inside),
      assigned,
      scope: undefined,
      script: undefined,
    };
  const scope = insight.scopes.find((at) =>
    at.kind === "global"
      ? Object.hasOwn(at.variables, name) && !isStandardGlobal(name)
      : name in at.variables,
  );
  if (!scope) {
    if (request.unavailable !== undefined && !(isStandardGlobal(name) || name in globalThis))
      encoder.refuse(
        inside,
        `cannot be read, because Node's inspector is not available here (${request.unavailable})`,
        `Bind it by hand: \`closure(fn, { scope: { ${name} } })\`; or name the function, if a module exports it: ` +
          `\`closure(fn, { module: import.meta.url, export: "fn" })\`.`,
      );
    if (name === "globalThis" || name === "global") refuseUserGlobals(encoder, free, inside);
    return undefined;
  }
  const value = readVariable(scope, name);
  // To use it would throw a ReferenceError here, and does so where the function is revived.
  if (value === uninitialised) return undefined;
  const imported = scope.kind === "module" && script ? readModuleSource(script).imports.get(name) : undefined;
  if (assigned && site && (imported !== undefined || isConstantAt(site.script, site.offset, name)))
    encoder.refuse(
      inside,
      "is a constant that the function assigns, which is an error here and would be none in a copy",
      `Declare a variable of your own: \`let copy = ${name};\`.`,
    );
  const byReference = script && special(encoder, name, value, imported, baseUrl(script));
  if (byReference) return { name, value: byReference, assigned, scope: undefined, script: undefined };
  return { name, value: encodeUses(encoder, free, value, inside), assigned, scope, script };
}

/** Only what is used of a value that is reached by static paths alone. */
function encodeUses(encoder: Encoder, free: FreeName, value: unknown, trail: Trail): Encoded {
  if (free.whole || free.assigned || typeof value !== "object" || value === null)
    return encoder.encode(value, trail);
  const calls = free.calls.map((path) => (usesThis(value, path) ? path.slice(0, -1) : path));
  const paths = [...free.paths, ...calls];
  if (paths.length === 0 || paths.some((path) => path.length === 0)) return encoder.encode(value, trail);
  let encoded: Encoded = { special: "undefined" };
  for (const path of paths) encoded = encoder.encodePath(value, path, trail);
  return encoded;
}

/** Whether a function called as `object.path()` might look at its `this`. */
function usesThis(object: object, path: readonly string[]): boolean {
  let value: unknown = object;
  for (const key of path) {
    const descriptor =
      typeof value === "object" && value !== null && !isOpaqueProxy(value)
        ? Object.getOwnPropertyDescriptor(value, key)
        : undefined;
    if (!descriptor) return true;
    if (!("value" in descriptor)) return false; // Its getter is looked at on its own.
    value = descriptor.value as unknown;
  }
  return (
    typeof value !== "function" ||
    /\b(this|super|eval|arguments)\b|\[native code\]/.test(Function.prototype.toString.call(value))
  );
}

/** Values that stand for the module the function is in, rather than for themselves. */
function special(
  encoder: Encoder,
  name: string,
  value: unknown,
  imported: ImportedName | undefined,
  url: string,
): Encoded | undefined {
  if (imported && !imported.hasAttributes && isReferable(value))
    return encoder.encodeAs(value, createImportNode(imported, url));
  // Each thread has its own `isMainThread` and `threadId`.
  if (imported && isBuiltin(imported.specifier)) return { ref: encoder.add(createImportNode(imported, url)) };
  if (typeof value === "function" && name.startsWith("require") && isRequireOf(value as NodeJS.Require, url))
    return encoder.encodeAs(value, { kind: "require", parent: url });
  if (name.startsWith("__vite_ssr_")) {
    if (name === "__vite_ssr_import_meta__") return encoder.encodeAs(value, { kind: "meta", url });
    if (name === "__vite_ssr_dynamic_import__")
      return encoder.encodeAs(value, { kind: "importer", parent: url, by: "vite" });
    if (typeof value === "object" && value !== null) viteModules.add(value);
  }
  return undefined;
}

function isReferable(value: unknown): boolean {
  return ["function", "object", "symbol"].includes(typeof value) && value !== null;
}

/** Whether this is a `require` that resolves from the directory of this file. */
function isRequireOf(value: NodeJS.Require, url: string): boolean {
  if (typeof value.resolve !== "function" || typeof value.cache !== "object" || !url.startsWith("file:"))
    return false;
  const directory = fileURLToPath(new URL(".", url));
  // The REPL has a folder of its own, which comes first.
  const folders = value.resolve.paths("some-package")?.filter((at) => !at.startsWith(`${directory}repl`));
  return folders?.[0] !== undefined && directory.startsWith(folders[0].replace(/node_modules$/, ""));
}

function refuseUserGlobals(encoder: Encoder, { paths, calls, name }: FreeName, trail: Trail): void {
  for (const [key] of [...paths, ...calls])
    if (key !== undefined && Object.hasOwn(globalThis, key) && !isStandardGlobal(key))
      encoder.refuse(
        alongProperty(trail, key),
        "is a global variable of your own, which workers do not have",
        `Write \`${key}\` without \`${name}.\`, or keep it in a local variable.`,
      );
}
