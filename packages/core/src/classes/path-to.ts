import { forEachChild } from "./children.ts";
import type { CloneKind } from "./clone-kind.ts";

/**
 * How to get from a value to an object in it, as one would write it: `[2].at`.
 * @param kindOf - what structured clone makes of an object
 */
export function pathTo(target: object, root: object, kindOf: (object: object) => CloneKind): string {
  const found = new Map<object, { readonly holder: object; readonly step: string } | undefined>([
    [root, undefined],
  ]);
  // Those that are found while the loop runs are visited after those that it knows.
  for (const holder of found.keys()) {
    if (found.has(target)) break;
    const kind = kindOf(holder);
    forEachChild(holder, kind, (child, key) => {
      if (!found.has(child)) found.set(child, { holder, step: stepOf(kind, key) });
    });
  }
  let path = "";
  for (let at = found.get(target); at !== undefined; at = found.get(at.holder)) path = at.step + path;
  return path;
}

function stepOf(kind: CloneKind, key: string | number): string {
  if (kind === "map" || kind === "set") return ` (${kind === "map" ? "entry" : "element"} ${key})`;
  return typeof key === "string" && /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key)
    ? `.${key}`
    : `[${JSON.stringify(key)}]`;
}
