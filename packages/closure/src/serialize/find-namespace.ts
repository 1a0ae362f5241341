import { types } from "node:util";
import { readVariable } from "../capture/scopes.ts";
import { findBuiltin, findCommonJs, isEntry, isObject } from "../modules/known-modules.ts";
import { findImportedNamespace } from "../modules/known-namespaces.ts";
import type { ImportNode } from "../serialized-value.ts";
import { readModuleSource } from "../source/module-source.ts";
import type { Encoder } from "./encoder.ts";

type Namespace = Readonly<Record<string, unknown>>;

/** The module that a namespace is of. It does not say so itself, but an import of it does, or what is in it. */
export function findNamespace(encoder: Encoder, value: object): ImportNode | undefined {
  const imported = findImportedNamespace(value);
  if (imported || !types.isModuleNamespaceObject(value)) return imported;
  return findByMembers(encoder, value as Namespace);
}

function findByMembers(encoder: Encoder, namespace: Namespace): ImportNode | undefined {
  const node = { kind: "import", by: "import", path: [] } as const;
  let members: [name: string, value: unknown][];
  try {
    members = Object.entries(namespace);
  } catch {
    return undefined; // Not yet initialised.
  }
  const exported = namespace["default"];
  if (isObject(exported) && members.length > 1) {
    const whole = findBuiltin(exported) ?? findCommonJs(exported);
    if (whole?.path.length === 0 && members.every(([name]) => name in exported || ownKeys.has(name)))
      return { ...node, specifier: whole.specifier };
  }
  for (const [, value] of members) {
    const specifier = typeof value === "function" ? findDefiner(encoder, value, members) : undefined;
    if (specifier !== undefined) return { ...node, specifier };
  }
  return undefined;
}

// What the namespace of a CommonJS module has besides what the module exports.
const ownKeys = new Set(["default", "module.exports"]);

/** The module in which a function stands, if it exports just these members, under these names. */
function findDefiner(
  encoder: Encoder,
  fn: Function,
  members: readonly (readonly [name: string, value: unknown])[],
): string | undefined {
  const insight = encoder.inspect(fn);
  if ("unavailable" in insight || !insight.location) return undefined;
  const script = encoder.script(insight.location.scriptId);
  const scope = insight.scopes.find(({ kind }) => kind === "module");
  if (!script || !scope || isEntry(script.url) || !/^(file|data):/.test(script.url)) return undefined;
  const { exports, anonymousDefault } = readModuleSource(script);
  const locals = new Map([...exports].map(([local, exported]) => [exported, local]));
  const isSame = members.every(([name, value]) => {
    const local = locals.get(name);
    if (local === undefined) return name === "default" && anonymousDefault !== undefined;
    return !(local in scope.variables) || readVariable(scope, local) === value;
  });
  return isSame && members.length === locals.size + (anonymousDefault ? 1 : 0) ? script.url : undefined;
}
