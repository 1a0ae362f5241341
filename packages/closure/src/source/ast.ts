import type { AnyNode, MemberExpression } from "acorn";

/** The nodes directly in a node. */
export function childrenOf(node: AnyNode): AnyNode[] {
  const children: AnyNode[] = [];
  for (const value of Object.values(node) as unknown[]) {
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof child === "object" && child !== null && "type" in child && "start" in child)
        children.push(child as AnyNode);
    }
  }
  return children;
}

/** The object that a chain of property accesses begins with, as far as the keys are always the same, and these keys. */
export function staticPath(node: MemberExpression): { readonly object: AnyNode; readonly path: string[] } {
  const path: string[] = [];
  let object: AnyNode = node;
  for (;;) {
    if (object.type === "ChainExpression" || object.type === "ParenthesizedExpression") {
      object = object.expression;
      continue;
    }
    const key = object.type === "MemberExpression" ? staticKey(object) : undefined;
    if (object.type !== "MemberExpression" || key === undefined) return { object, path };
    path.unshift(key);
    object = object.object;
  }
}

/** The key of a property access that is always the same. */
function staticKey({ computed, property }: MemberExpression): string | undefined {
  if (!computed) return property.type === "Identifier" ? property.name : undefined;
  if (property.type !== "Literal") return undefined;
  return typeof property.value === "string" || typeof property.value === "number"
    ? String(property.value)
    : undefined;
}
