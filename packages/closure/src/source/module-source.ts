import { parse, type AnyNode, type BlockStatement, type Program } from "acorn";
import type { Script } from "../capture/scripts.ts";
import { childrenOf } from "./ast.ts";

/** Where an imported variable comes from. */
export interface ImportedName {
  readonly specifier: string;
  /** `undefined` for the whole namespace. */
  readonly imported: string | undefined;
  /** `with { type: "json" }`. */
  readonly hasAttributes: boolean;
}

/** What the text of a module says of its imports and exports. */
export interface ModuleSource {
  readonly imports: ReadonlyMap<string, ImportedName>;
  /** Local name to exported name. */
  readonly exports: ReadonlyMap<string, string>;
  /** The function or class that `export default` exports without giving it a name. */
  readonly anonymousDefault: { readonly start: number; readonly end: number } | undefined;
}

const programs = new WeakMap<Script, Program | "broken">();
const modules = new WeakMap<Script, ModuleSource>();

/** Reads the imports and exports of a module; none for what is no module. */
export function readModuleSource(script: Script): ModuleSource {
  let found = modules.get(script);
  if (!found) modules.set(script, (found = readAnew(script)));
  return found;
}

function readAnew(script: Script): ModuleSource {
  const imports = new Map<string, ImportedName>();
  const exports = new Map<string, string>();
  let anonymousDefault: ModuleSource["anonymousDefault"];
  for (const node of script.isModule ? (parseScript(script)?.body ?? []) : []) {
    if (node.type === "ImportDeclaration") {
      for (const specifier of node.specifiers)
        imports.set(specifier.local.name, {
          specifier: String(node.source.value),
          hasAttributes: node.attributes.length > 0,
          imported:
            specifier.type === "ImportNamespaceSpecifier"
              ? undefined
              : specifier.type === "ImportDefaultSpecifier"
                ? "default"
                : nameOf(specifier.imported),
        });
    } else if (node.type === "ExportNamedDeclaration" && !node.source) {
      for (const { local, exported } of node.specifiers) exports.set(nameOf(local), nameOf(exported));
      const declaration = node.declaration;
      if (declaration?.type === "VariableDeclaration") {
        for (const { id } of declaration.declarations)
          if (id.type === "Identifier") exports.set(id.name, id.name);
      } else if (declaration) exports.set(declaration.id.name, declaration.id.name);
    } else if (node.type === "ExportDefaultDeclaration") {
      const { declaration } = node;
      if ("id" in declaration && declaration.id) exports.set(declaration.id.name, "default");
      else anonymousDefault = declaration;
    }
  }
  return { imports, exports, anonymousDefault };
}

/** Whether code at this index of a script is strict from outside. */
export function isStrictAt(script: Script, offset: number): boolean {
  if (script.isModule) return true;
  if (!script.source.includes("use strict") && !script.source.includes("class")) return false;
  const program = parseScript(script);
  if (program === undefined) return false;
  if (isStrictBody(program)) return true;
  return nodesAround(program, offset).some(
    (node) =>
      node.type === "ClassDeclaration" ||
      node.type === "ClassExpression" ||
      (node.type === "BlockStatement" && node.start < offset && isStrictBody(node)),
  );
}

function isStrictBody({ body: [first] }: Program | BlockStatement): boolean {
  return first?.type === "ExpressionStatement" && first.directive === "use strict";
}

/** Whether this index of a script lies in a function that has a `this` of its own. */
export function isInsideFunction(script: Script, offset: number): boolean {
  const program = parseScript(script);
  if (program === undefined) return true;
  return nodesAround(program, offset).some(
    ({ type, start }) =>
      start < offset &&
      (type === "FunctionDeclaration" ||
        type === "FunctionExpression" ||
        type === "PropertyDefinition" ||
        type === "StaticBlock"),
  );
}

/** Whether the function whose text begins at this index is a declaration, so that its name is a variable around it. */
export function isDeclarationAt(script: Script, offset: number): boolean {
  const program = parseScript(script);
  if (program === undefined) return false;
  return nodesAround(program, offset).some(
    ({ type, start }) => type === "FunctionDeclaration" && start === offset,
  );
}

/** The nodes in which this index of a script lies, from the outermost on. */
function nodesAround(node: AnyNode, offset: number): AnyNode[] {
  if (node.start > offset || node.end <= offset) return [];
  return [node, ...childrenOf(node).flatMap((child) => nodesAround(child, offset))];
}

/** Parses a whole script, once; `undefined` where it is no program by itself. */
export function parseScript(script: Script): Program | undefined {
  let program = programs.get(script);
  if (!program) {
    try {
      program = parse(script.source, {
        ecmaVersion: "latest",
        sourceType: script.isModule ? "module" : "script",
        allowReturnOutsideFunction: true,
        allowAwaitOutsideFunction: true,
        allowHashBang: true,
      });
    } catch {
      program = "broken";
    }
    programs.set(script, program);
  }
  return program === "broken" ? undefined : program;
}

function nameOf(node: { type: string; name?: string; value?: unknown }): string {
  return node.name ?? String(node.value);
}
