import {
  parse,
  type AnyNode,
  type ArrowFunctionExpression,
  type ClassExpression,
  type Expression,
  type Function as FunctionNode,
  type FunctionExpression,
} from "acorn";
import { planClass, type ClassPlan } from "./class-plan.ts";
import { findFreeNames } from "./free-names.ts";
import type { Outside, Range } from "./outside.ts";

/** The text of a function, understood. Immutable, and the same for all functions with the same text. */
export interface FunctionSource {
  readonly text: string;
  readonly form: "arrow" | "function" | "class" | "method";
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** For methods: what becomes of the key, and whether it is an accessor. */
  readonly method:
    { readonly kind: "value" | "get" | "set"; readonly computedKey: Range | undefined } | undefined;
  /** The name in the text of a `function`, through which it can refer to itself. */
  readonly ownName: string | undefined;
  /** What `length` is unless somebody changed it. */
  readonly length: number;
  readonly hasUseStrict: boolean;
  readonly outside: Outside;
  /** What the text takes from around it when its own name is not its own: it is a declaration whose variable was set anew. */
  readonly outsideAsDeclaration: () => Outside;
  readonly class: ClassPlan | undefined;
  /** All words in the text that could be names. */
  readonly words: ReadonlySet<string>;
}

const before = "function _(){return(";
const beforeStrict = 'function _(){"use strict";return(';
const memory = new Map<string, FunctionSource | undefined>();
const memoryLimit = 2000;

/**
 * Parses what `Function.prototype.toString` gave.
 *
 * @returns `undefined` when it is no source text (native code).
 */
export function parseFunctionSource(text: string, strict: boolean): FunctionSource | undefined {
  const key = (strict ? "+" : "-") + text;
  if (memory.has(key)) return memory.get(key);
  if (memory.size >= memoryLimit) memory.clear();
  const source = parseAnew(text, strict);
  memory.set(key, source);
  return source;
}

function parseAnew(text: string, strict: boolean): FunctionSource | undefined {
  const found =
    tryParse("", text, "", strict) ??
    tryParse("{", text, "}", strict) ??
    tryParse("class{", text, "}", strict);
  if (!found) return undefined;
  const { root, method } = found;
  const node: AnyNode = (method?.value as AnyNode | undefined) ?? root;
  if (isClass(node)) {
    const plan = planClass(node);
    return {
      ...common(text, node, plan.constructor, strict),
      form: "class",
      method: undefined,
      ownName: node.id?.name,
      outside: findFreeNames(node, { strict: true, skip: plan.skip }),
      class: plan,
    };
  }
  if (!isFunction(node)) return undefined;
  const key = method?.key;
  const skip = method?.computed === true ? new Set<unknown>([method.key]) : undefined;
  const ownName = node.type === "FunctionExpression" && !method ? node.id?.name : undefined;
  return {
    ...common(text, node, node, strict),
    form: method ? "method" : node.type === "ArrowFunctionExpression" ? "arrow" : "function",
    method: method && {
      kind: method.kind,
      computedKey: method.computed || key?.type === "PrivateIdentifier" ? method.keyRange : undefined,
    },
    ownName,
    outside: findFreeNames(root, { strict, skip, method: method?.value }),
    outsideAsDeclaration: () => {
      if (ownName === undefined) return findFreeNames(root, { strict, skip, method: method?.value });
      return findFreeNames({ ...node, id: null }, { strict, skip });
    },
    class: undefined,
  };
}

function common(
  text: string,
  node: AnyNode,
  called: FunctionNode | undefined,
  strict: boolean,
): Pick<
  FunctionSource,
  "text" | "isAsync" | "isGenerator" | "length" | "hasUseStrict" | "outsideAsDeclaration" | "words"
> {
  const first = called?.body.type === "BlockStatement" ? called.body.body[0] : undefined;
  return {
    text,
    isAsync: called?.async ?? false,
    isGenerator: called?.generator ?? false,
    length: called ? countRequired(called) : 0,
    hasUseStrict: first?.type === "ExpressionStatement" && first.directive === "use strict",
    outsideAsDeclaration: () => findFreeNames(node, { strict }),
    words: new Set(text.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu)),
  };
}

function countRequired({ params }: FunctionNode): number {
  const optional = params.findIndex(({ type }) => type === "AssignmentPattern" || type === "RestElement");
  return optional < 0 ? params.length : optional;
}

interface Found {
  readonly root: AnyNode;
  readonly method:
    | {
        readonly value: FunctionNode;
        readonly key: AnyNode;
        readonly keyRange: Range;
        readonly computed: boolean;
        readonly kind: "value" | "get" | "set";
      }
    | undefined;
}

function tryParse(open: string, text: string, close: string, strict: boolean): Found | undefined {
  const prefix = (strict ? beforeStrict : before) + open;
  let expression: Expression;
  try {
    const program = parse(`${prefix}${text}${close})}`, {
      ecmaVersion: "latest",
      sourceType: "script",
      allowSuperOutsideMethod: true,
      allowImportExportEverywhere: true,
      checkPrivateFields: false,
    });
    const wrapper = program.body[0];
    const statement = wrapper?.type === "FunctionDeclaration" ? wrapper.body.body.at(-1) : undefined;
    if (statement?.type !== "ReturnStatement" || !statement.argument) return undefined;
    expression = statement.argument;
  } catch {
    return undefined;
  }
  shift(expression, prefix.length);
  if (open === "")
    return isFunction(expression) || isClass(expression)
      ? { root: expression, method: undefined }
      : undefined;
  if (expression.type === "ObjectExpression") {
    const property = expression.properties[0];
    if (property?.type !== "Property" || !isFunction(property.value)) return undefined;
    return {
      root: expression,
      method: {
        value: property.value,
        key: property.key,
        keyRange: keyRange(property, text),
        computed: property.computed,
        kind: property.kind === "init" ? "value" : property.kind,
      },
    };
  }
  if (expression.type !== "ClassExpression") return undefined;
  const member = expression.body.body[0];
  if (member?.type !== "MethodDefinition") return undefined;
  return {
    root: expression,
    method: {
      value: member.value,
      key: member.key,
      keyRange: keyRange(member, text),
      computed: member.computed,
      kind: member.kind === "get" || member.kind === "set" ? member.kind : "value",
    },
  };
}

/** With the brackets of a computed key. */
function keyRange(
  { key, computed, value }: { key: AnyNode; computed: boolean; value: AnyNode },
  text: string,
): Range {
  if (!computed) return key;
  return {
    start: text.lastIndexOf("[", key.start - 1),
    end: text.slice(0, value.start).lastIndexOf("]") + 1,
  };
}

/** Makes all places count from the start of the text instead of the wrapper around it. */
function shift(node: unknown, by: number, done: Set<unknown> = new Set()): void {
  if (Array.isArray(node)) for (const child of node as unknown[]) shift(child, by, done);
  else if (
    typeof node === "object" &&
    node !== null &&
    "start" in node &&
    "type" in node &&
    !done.has(node)
  ) {
    done.add(node);
    const place = node as unknown as { start: number; end: number };
    place.start -= by;
    place.end -= by;
    for (const child of Object.values(node)) if (typeof child === "object") shift(child, by, done);
  }
}

function isFunction(node: AnyNode): node is FunctionExpression | ArrowFunctionExpression {
  return node.type === "FunctionExpression" || node.type === "ArrowFunctionExpression";
}

function isClass(node: AnyNode): node is ClassExpression {
  return node.type === "ClassExpression";
}
