import { types } from "node:util";
import { readVariable, type Scope } from "../capture/scopes.ts";
import type { Script } from "../capture/scripts.ts";
import { resolveVitePath } from "../revive/imports.ts";
import type { ImportNode } from "../serialized-value.ts";
import { readModuleSource } from "../source/module-source.ts";
import { createImportNode } from "./import-node.ts";

const namespaces = new WeakMap<object, ImportNode>();
const seen = new WeakSet<Script>();

/** Notes where the namespaces come from that a module imports: nothing in a namespace itself says it. */
export function noteNamespaces(script: Script, scopes: readonly Scope[]): void {
  if (seen.has(script)) return;
  seen.add(script);
  if (!script.isModule) return noteViteImports(script, scopes);
  const scope = scopes.find(({ kind }) => kind === "module");
  for (const [local, name] of scope ? readModuleSource(script).imports : []) {
    const value = scope && readVariable(scope, local);
    if (isNamespace(value) && !name.hasAttributes) namespaces.set(value, createImportNode(name, script.url));
  }
}

/** Vite makes functions of modules; what it does not transform itself, it imports as a namespace or a proxy of one. */
function noteViteImports(script: Script, scopes: readonly Scope[]): void {
  for (const [, local = "", path = ""] of script.source.matchAll(viteImport)) {
    const scope = scopes.find(({ variables }) => local in variables);
    const value = scope && readVariable(scope, local);
    const name = { specifier: resolveVitePath(path, script.url), imported: undefined, hasAttributes: false };
    if (isNamespace(value) || isProxy(value)) namespaces.set(value, createImportNode(name, script.url));
  }
}

const viteImport = /^const (__vite_ssr_import_\d+__) = await __vite_ssr_import__\("([^"]+)"/gm;

/** The reference for a namespace that a module, one of whose functions was serialized, has imported. */
export function findImportedNamespace(value: object): ImportNode | undefined {
  return namespaces.get(value);
}

function isNamespace(value: unknown): value is object {
  return types.isModuleNamespaceObject(value);
}

function isProxy(value: unknown): value is object {
  return types.isProxy(value);
}
