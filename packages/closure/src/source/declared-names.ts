import type { AnyNode, Pattern } from "acorn";

/** Adds the names that a binding pattern declares. */
export function patternNames(pattern: Pattern, names: Set<string>): void {
  switch (pattern.type) {
    case "Identifier":
      names.add(pattern.name);
      return;
    case "ObjectPattern":
      for (const property of pattern.properties)
        patternNames(property.type === "RestElement" ? property.argument : property.value, names);
      return;
    case "ArrayPattern":
      for (const element of pattern.elements) if (element) patternNames(element, names);
      return;
    case "RestElement":
      patternNames(pattern.argument, names);
      return;
    case "AssignmentPattern":
      patternNames(pattern.left, names);
      return;
    case "MemberExpression":
      return;
  }
}

/** Adds what these statements declare in the block they stand in: `let`, `const`, `class`, `function`. */
export function declaredNames(statements: readonly AnyNode[], names: Set<string>): void {
  for (const statement of statements) {
    if (statement.type === "SwitchCase") declaredNames(statement.consequent, names);
    else if (statement.type === "LabeledStatement") declaredNames([statement.body], names);
    else if (statement.type === "FunctionDeclaration" || statement.type === "ClassDeclaration") {
      // Only `export default` leaves the name out.
      const id = statement.id as { name: string } | null;
      if (id) names.add(id.name);
    } else if (statement.type === "VariableDeclaration" && statement.kind !== "var")
      for (const declarator of statement.declarations) patternNames(declarator.id, names);
  }
}

/** Adds what these statements hoist to the function they stand in: `var`, and in sloppy code functions in blocks. */
export function hoistedNames(
  statements: readonly (AnyNode | null | undefined)[],
  names: Set<string>,
  strict: boolean,
): void {
  for (const node of statements) {
    switch (node?.type) {
      case "VariableDeclaration":
        if (node.kind === "var")
          for (const declarator of node.declarations) patternNames(declarator.id, names);
        break;
      case "BlockStatement":
        if (!strict)
          for (const inner of node.body) if (inner.type === "FunctionDeclaration") names.add(inner.id.name);
        hoistedNames(node.body, names, strict);
        break;
      case "IfStatement":
        hoistedNames([node.consequent, node.alternate], names, strict);
        break;
      case "ForStatement":
        hoistedNames([node.init, node.body], names, strict);
        break;
      case "ForInStatement":
      case "ForOfStatement":
        hoistedNames([node.left, node.body], names, strict);
        break;
      case "WhileStatement":
      case "DoWhileStatement":
      case "LabeledStatement":
      case "WithStatement":
        hoistedNames([node.body], names, strict);
        break;
      case "SwitchStatement":
        for (const branch of node.cases) hoistedNames(branch.consequent, names, strict);
        break;
      case "TryStatement":
        hoistedNames([node.block, node.handler?.body, node.finalizer], names, strict);
        break;
      default:
        break;
    }
  }
}

/** The paths that destructuring by this pattern reads of a value; an empty one stands for all of it. */
export function patternPaths(pattern: Pattern): string[][] {
  if (pattern.type === "AssignmentPattern") return patternPaths(pattern.left);
  if (pattern.type !== "ObjectPattern" || pattern.properties.length === 0) return [[]];
  const paths: string[][] = [];
  for (const property of pattern.properties) {
    if (property.type === "RestElement" || property.computed) return [[]];
    const key = keyName(property.key);
    if (key === undefined) return [[]];
    paths.push(...patternPaths(property.value).map((path) => [key, ...path]));
  }
  return paths;
}

function keyName(key: AnyNode): string | undefined {
  if (key.type === "Identifier") return key.name;
  return key.type === "Literal" ? String(key.value) : undefined;
}
