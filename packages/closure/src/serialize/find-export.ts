import { readVariable, type Scope } from "../capture/scopes.ts";
import { findCommonJs, isEntry } from "../modules/known-modules.ts";
import type { ImportNode } from "../serialized-value.ts";
import { readModuleSource } from "../source/module-source.ts";
import type { Site } from "./locate-function.ts";

/** The module that exports a function, so that a worker can import it. The entry script is never imported. */
export function findExport(
  fn: object,
  scopes: readonly Scope[],
  site: Site | undefined,
): ImportNode | undefined {
  if (!site || isEntry(site.script.url)) return undefined;
  const { script } = site;
  if (!script.isModule) return findCommonJs(fn);
  if (!/^(file|data):/.test(script.url)) return undefined;
  const { exports, anonymousDefault } = readModuleSource(script);
  const node = { kind: "import", specifier: script.url, by: "import" } as const;
  if (anonymousDefault && site.offset === anonymousDefault.start) return { ...node, path: ["default"] };
  const scope = scopes.find(({ kind }) => kind === "module");
  if (scope)
    for (const [local, exported] of exports)
      if (readVariable(scope, local) === fn) return { ...node, path: [exported] };
  return undefined;
}
