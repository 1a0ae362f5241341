import type { AnyNode } from "acorn";
import type { Script } from "../capture/scripts.ts";
import { childrenOf } from "./ast.ts";
import { hoistedNames, patternNames } from "./declared-names.ts";
import { parseScript } from "./module-source.ts";

/**
 * Whether a name that is used at this index of a script is a `const`, so that its variable never changes. When several
 * scopes around the place declare it, it cannot be told which of them are still in memory.
 */
export function isConstantAt(script: Script, offset: number, name: string): boolean {
  const found: string[] = [];
  const visit = (node: AnyNode): void => {
    if (node.start > offset || node.end <= offset) return;
    for (const { kind, names } of declarationsIn(node)) if (names.has(name)) found.push(kind);
    for (const child of childrenOf(node)) visit(child);
  };
  const program = parseScript(script);
  if (program) visit(program);
  return found.length === 1 && found[0] === "const";
}

interface Declaration {
  readonly kind: string;
  readonly names: ReadonlySet<string>;
}

/** What a node declares for what is inside it. */
function declarationsIn(node: AnyNode): Declaration[] {
  switch (node.type) {
    case "Program":
    case "BlockStatement":
    case "StaticBlock": {
      const hoisted = new Set<string>();
      hoistedNames(node.body, hoisted, false);
      return [{ kind: "var", names: hoisted }, ...node.body.flatMap(declarationsOf)];
    }
    case "SwitchStatement":
      return node.cases.flatMap(({ consequent }) => consequent.flatMap(declarationsOf));
    case "ForStatement":
      return node.init ? declarationsOf(node.init) : [];
    case "ForInStatement":
    case "ForOfStatement":
      return declarationsOf(node.left);
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression": {
      const names = new Set([node.id?.name ?? "", "arguments"]);
      for (const parameter of node.params) patternNames(parameter, names);
      return [{ kind: "parameter", names }];
    }
    case "ClassDeclaration":
    case "ClassExpression":
      return [{ kind: "class", names: new Set([node.id?.name ?? ""]) }];
    case "CatchClause": {
      const names = new Set<string>();
      if (node.param) patternNames(node.param, names);
      return [{ kind: "parameter", names }];
    }
    default:
      return [];
  }
}

/** What a statement declares in the block it stands in. */
function declarationsOf(node: AnyNode): Declaration[] {
  const names = new Set<string>();
  switch (node.type) {
    case "ExportNamedDeclaration":
    case "ExportDefaultDeclaration":
      return node.declaration ? declarationsOf(node.declaration) : [];
    case "VariableDeclaration":
      for (const { id } of node.declarations) patternNames(id, names);
      return [{ kind: node.kind, names }];
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return [{ kind: "function", names: new Set([node.id?.name ?? ""]) }];
    case "ImportDeclaration":
      return [{ kind: "import", names: new Set(node.specifiers.map(({ local }) => local.name)) }];
    default:
      return [];
  }
}
