import type { AnyNode, Class, Function as FunctionNode, MemberExpression, Pattern } from "acorn";
import { childrenOf, staticPath } from "./ast.ts";
import { declaredNames, hoistedNames, patternNames, patternPaths } from "./declared-names.ts";
import type { Outside } from "./outside.ts";
import { createOutsideRecorder, type Context, type Scope } from "./record-outside.ts";

/**
 * Finds what a function or class takes from around it, by the scoping rules of the language.
 *
 * @param root - An expression.
 * @param options - `strict`: whether the code is strict from outside; `skip`: nodes that are left out;
 * `method`: the method that `root` was made to hold.
 */
export function findFreeNames(
  root: AnyNode,
  options: { strict: boolean; skip?: ReadonlySet<unknown> | undefined; method?: FunctionNode | undefined },
): Outside {
  const { strict, skip } = options;
  const recorder = createOutsideRecorder();
  // A method is looked at inside an object literal or class that holds nothing else.
  const subject = options.method ?? root;
  const top: Context = { this: "lexical", super: "lexical", arguments: "lexical", privateNames: new Set() };

  function visitFunction(node: FunctionNode, scope: Scope | undefined, outer: Context, method = false): void {
    const arrow = node.type === "ArrowFunctionExpression";
    const context: Context = arrow
      ? outer
      : {
          this: node === subject ? "own" : "inner",
          super: method ? (node === subject ? "own" : "inner") : outer.super,
          arguments: "inner",
          privateNames: outer.privateNames,
        };
    const parameters = new Set<string>();
    if (!arrow) parameters.add("arguments");
    if (node.type === "FunctionExpression" && node.id) parameters.add(node.id.name);
    for (const parameter of node.params) patternNames(parameter, parameters);
    const inParameters: Scope = { names: parameters, parent: scope };
    for (const parameter of node.params) visitPattern(parameter, inParameters, context, false);
    if (node.body.type !== "BlockStatement") return visit(node.body, inParameters, context);
    const names = new Set<string>();
    hoistedNames(node.body.body, names, strict);
    declaredNames(node.body.body, names);
    const inBody: Scope = { names, parent: inParameters };
    for (const statement of node.body.body) visit(statement, inBody, context);
  }

  function visitClass(node: Class, scope: Scope | undefined, outer: Context): void {
    const inClass: Scope = { names: new Set(node.id ? [node.id.name] : []), parent: scope };
    const privateNames = new Set(outer.privateNames);
    for (const member of node.body.body)
      if ("key" in member && member.key.type === "PrivateIdentifier") privateNames.add(member.key.name);
    const context: Context = { ...outer, privateNames };
    const inside: Context = { this: "inner", super: "inner", arguments: "inner", privateNames };
    if (node.superClass && !skip?.has(node.superClass)) visit(node.superClass, inClass, context);
    for (const member of node.body.body) {
      if (skip?.has(member)) continue;
      if (member.type === "StaticBlock") {
        const names = new Set<string>();
        hoistedNames(member.body, names, true);
        declaredNames(member.body, names);
        for (const statement of member.body) visit(statement, { names, parent: inClass }, inside);
        continue;
      }
      if (member.computed && !skip?.has(member.key)) visit(member.key, inClass, context);
      if (!member.value || skip?.has(member.value)) continue;
      if (member.type === "MethodDefinition") visitFunction(member.value, inClass, context, true);
      else visit(member.value, inClass, inside);
    }
  }

  /** Visits what a pattern evaluates; names are targets: of a declaration, or of an assignment. */
  function visitPattern(node: Pattern, scope: Scope | undefined, context: Context, assigns: boolean): void {
    switch (node.type) {
      case "Identifier": {
        const free = assigns ? recorder.use(node.name, scope) : undefined;
        if (free) free.assigned = true;
        return;
      }
      case "MemberExpression":
        return visitMember(node, scope, context, "write");
      case "ObjectPattern":
        for (const property of node.properties) {
          if (property.type === "RestElement") {
            visitPattern(property.argument, scope, context, assigns);
            continue;
          }
          if (property.computed) visit(property.key, scope, context);
          visitPattern(property.value, scope, context, assigns);
        }
        return;
      case "ArrayPattern":
        for (const element of node.elements) if (element) visitPattern(element, scope, context, assigns);
        return;
      case "RestElement":
        return visitPattern(node.argument, scope, context, assigns);
      case "AssignmentPattern":
        visitPattern(node.left, scope, context, assigns);
        return visit(node.right, scope, context);
    }
  }

  /** A property access: when it begins with a name and is static all along, only the path is used. */
  function visitMember(
    node: MemberExpression,
    scope: Scope | undefined,
    context: Context,
    how: "read" | "call" | "write",
  ): void {
    const { object, path } = staticPath(node);
    if (object.type !== "Identifier") {
      visit(node.object, scope, context);
      if (node.property.type === "PrivateIdentifier") recorder.usePrivate(node.property.name, context);
      else if (node.computed) visit(node.property, scope, context);
    } else if (object.name === "arguments") recorder.useWhole(object, scope, context);
    else recorder.usePath(object.name, path, how, scope);
  }

  function visitCallee(node: AnyNode, scope: Scope | undefined, context: Context): void {
    if (node.type === "MemberExpression") visitMember(node, scope, context, "call");
    else if (node.type === "ChainExpression" && node.expression.type === "MemberExpression")
      visitMember(node.expression, scope, context, "call");
    else visit(node, scope, context);
  }

  function visitBlock(statements: readonly AnyNode[], scope: Scope | undefined, context: Context): void {
    const names = new Set<string>();
    declaredNames(statements, names);
    const inner: Scope = { names, parent: scope };
    for (const statement of statements) visit(statement, inner, context);
  }

  function visit(node: AnyNode, scope: Scope | undefined, context: Context): void {
    if (skip?.has(node)) return;
    switch (node.type) {
      case "Identifier":
        return recorder.useWhole(node, scope, context);
      case "PrivateIdentifier":
        return recorder.usePrivate(node.name, context);
      case "ThisExpression":
        return recorder.useThis(node, context);
      case "Super":
        return recorder.useSuper(node, context);
      case "MetaProperty":
        return recorder.useMeta(node, context);
      case "ImportExpression":
        recorder.useImport(node);
        break;
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression":
        return visitFunction(node, scope, context);
      case "ClassDeclaration":
      case "ClassExpression":
        return visitClass(node, scope, context);
      case "MemberExpression":
        return visitMember(node, scope, context, "read");
      case "CallExpression":
        if (node.callee.type === "Identifier" && node.callee.name === "eval") recorder.useEval();
        visitCallee(node.callee, scope, context);
        for (const argument of node.arguments) visit(argument, scope, context);
        return;
      case "TaggedTemplateExpression":
        visitCallee(node.tag, scope, context);
        return visit(node.quasi, scope, context);
      case "UnaryExpression":
        if (node.operator === "delete" && node.argument.type === "MemberExpression")
          return visitMember(node.argument, scope, context, "write");
        return visit(node.argument, scope, context);
      case "UpdateExpression":
        return visitTarget(node.argument, scope, context, true);
      case "AssignmentExpression":
        visitTarget(node.left, scope, context, node.operator !== "=");
        return visit(node.right, scope, context);
      case "VariableDeclarator":
        visitPattern(node.id, scope, context, false);
        if (!node.init) return;
        if (!visitDestructured(node.id, node.init, scope)) visit(node.init, scope, context);
        return;
      case "Property":
        if (node.computed) visit(node.key, scope, context);
        if (node.method || node.kind !== "init")
          return visitFunction(node.value as FunctionNode, scope, context, true);
        return visit(node.value, scope, context);
      case "BlockStatement":
        return visitBlock(node.body, scope, context);
      case "SwitchStatement":
        visit(node.discriminant, scope, context);
        return visitBlock(node.cases, scope, context);
      case "ForStatement":
      case "ForInStatement":
      case "ForOfStatement": {
        const head = node.type === "ForStatement" ? node.init : node.left;
        const names = new Set<string>();
        if (head?.type === "VariableDeclaration") declaredNames([head], names);
        const inner: Scope = { names, parent: scope };
        if (head && node.type !== "ForStatement" && head.type !== "VariableDeclaration")
          visitPattern(head as Pattern, inner, context, true);
        else if (head) visit(head, inner, context);
        if (node.type === "ForStatement") {
          if (node.test) visit(node.test, inner, context);
          if (node.update) visit(node.update, inner, context);
        } else visit(node.right, inner, context);
        return visit(node.body, inner, context);
      }
      case "CatchClause": {
        const names = new Set<string>();
        if (node.param) patternNames(node.param, names);
        const inner: Scope = { names, parent: scope };
        if (node.param) visitPattern(node.param, inner, context, false);
        return visit(node.body, inner, context);
      }
      case "LabeledStatement":
        return visit(node.body, scope, context);
      case "BreakStatement":
      case "ContinueStatement":
        return;
      default:
        break;
    }
    for (const child of childrenOf(node)) visit(child, scope, context);
  }

  /** The left side of an assignment; `reads` when the old value is used too. */
  function visitTarget(
    node: Pattern | AnyNode,
    scope: Scope | undefined,
    context: Context,
    reads: boolean,
  ): void {
    if (node.type === "Identifier") {
      const free = recorder.use(node.name, scope);
      if (!free) return;
      free.assigned = true;
      free.whole ||= reads;
    } else visitPattern(node as Pattern, scope, context, true);
  }

  /** `const { a, b: { c } } = config` reads two paths of `config`. */
  function visitDestructured(pattern: Pattern, init: AnyNode, scope: Scope | undefined): boolean {
    if (pattern.type !== "ObjectPattern" || init.type !== "Identifier" || init.name === "arguments")
      return false;
    const paths = patternPaths(pattern);
    if (paths.some((path) => path.length === 0)) return false;
    recorder.use(init.name, scope)?.paths.push(...paths);
    return true;
  }

  visit(root, undefined, top);
  return recorder.outside;
}
