import { isBuiltin } from "node:module";
import type { ImportNode } from "../serialized-value.ts";
import type { ImportedName } from "../source/module-source.ts";

/** The reference for what a module at this URL imports. */
export function createImportNode({ specifier, imported }: ImportedName, parent: string): ImportNode {
  const node = { kind: "import", by: "import", path: imported === undefined ? [] : [imported] } as const;
  if (isBuiltin(specifier))
    return { ...node, specifier: specifier.startsWith("node:") ? specifier : `node:${specifier}` };
  if (/^(\.\.?\/|\/|file:|data:)/.test(specifier))
    return { ...node, specifier: new URL(specifier, parent).href };
  return { ...node, specifier, parent };
}
