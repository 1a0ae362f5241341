import type { AnyNode } from "acorn";
import type { Scope } from "../capture/scopes.ts";
import type { Script } from "../capture/scripts.ts";
import { declaredNames, hoistedNames } from "../source/declared-names.ts";
import { parseScript } from "../source/module-source.ts";

const topNames = new WeakMap<Script, ReadonlySet<string>>();
const wrapperNames = ["exports", "require", "module", "__filename", "__dirname"];

/**
 * Whether a scope is the one of a whole CommonJS file, or of a module that a tool has wrapped in a function: such a function runs
 * once, so that there is one such scope for the script.
 */
export function isOnceLocal(scope: Scope, script: Script): boolean {
  let names = topNames.get(script);
  if (!names) topNames.set(script, (names = collect(script)));
  return Object.keys(scope.variables).every((name) => names.has(name));
}

function collect(script: Script): Set<string> {
  const names = new Set(wrapperNames);
  for (
    let body: readonly AnyNode[] | undefined = parseScript(script)?.body;
    body;
    body = onlyFunctionIn(body)
  ) {
    declaredNames(body, names);
    hoistedNames(body, names, true);
  }
  return names;
}

/** `(() => { ... })()`, and Vite's `async (...) => {{ ... }}`: the body of the one function a script consists of. */
function onlyFunctionIn(body: readonly AnyNode[]): readonly AnyNode[] | undefined {
  const statements = body.filter((node) => node.type !== "EmptyStatement" && !("directive" in node));
  const last = statements.at(-1);
  if (last?.type === "BlockStatement" && statements.length === 1) return last.body;
  if (last?.type !== "ExpressionStatement") return undefined;
  const called = last.expression.type === "CallExpression" ? last.expression.callee : last.expression;
  if (called.type !== "ArrowFunctionExpression" && called.type !== "FunctionExpression") return undefined;
  return called.body.type === "BlockStatement" ? called.body.body : undefined;
}
