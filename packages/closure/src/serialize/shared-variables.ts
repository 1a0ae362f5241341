import type { ContextChain } from "../capture/contexts.ts";
import { readVariable, type Scope } from "../capture/scopes.ts";
import type { Encoder } from "./encoder.ts";
import type { Captured, FunctionDraft } from "./function-draft.ts";
import { isOnceLocal } from "./once-local.ts";
import { alongVariable } from "./trail.ts";

/** Variables that more than one function uses and at least one assigns: they have to stay one variable. */
export interface SharedVariables {
  isShared(draft: FunctionDraft, name: string): boolean;
  /** The places of the scope nodes a function needs. */
  scopesOf(draft: FunctionDraft): number[];
}

interface Group {
  readonly draft: FunctionDraft;
  readonly first: Captured;
  readonly uses: Map<string, { drafts: Set<FunctionDraft>; assigned: boolean; captured: Captured }>;
  place: number;
}

/** Finds them, and adds a node for each scope that holds some. */
export function shareVariables(encoder: Encoder): SharedVariables {
  const assigned = new Set<string>();
  for (const { captured } of encoder.functions)
    for (const variable of captured) if (variable.assigned && variable.scope) assigned.add(variable.name);
  const groups: Group[] = [];
  const sharing = new Map<FunctionDraft, Map<string, Group>>();
  const compare = createComparison(encoder);
  if (assigned.size > 0)
    for (const draft of encoder.functions)
      for (const variable of draft.captured)
        if (variable.scope && assigned.has(variable.name)) join(groups, draft, variable, compare);
  for (const group of groups) {
    const shared = [...group.uses].filter(([, use]) => use.assigned && use.drafts.size > 1);
    if (shared.length === 0) continue;
    group.place = encoder.add({
      kind: "scope",
      keys: shared.map(([name]) => name),
      values: shared.map(([, { captured }]) => captured.value),
    });
    for (const [name, { drafts }] of shared)
      for (const draft of drafts) {
        const names = sharing.get(draft) ?? new Map<string, Group>();
        sharing.set(draft, names.set(name, group));
      }
  }
  return {
    isShared: (draft, name) => sharing.get(draft)?.has(name) === true,
    scopesOf: (draft) => [...new Set([...(sharing.get(draft)?.values() ?? [])].map(({ place }) => place))],
  };
}

type Comparison = (group: Group, draft: FunctionDraft, captured: Captured) => boolean;

function join(groups: Group[], draft: FunctionDraft, captured: Captured, compare: Comparison): void {
  let group = groups.find((candidate) => compare(candidate, draft, captured));
  if (!group) groups.push((group = { draft, first: captured, uses: new Map(), place: -1 }));
  const use = group.uses.get(captured.name);
  if (use) {
    use.drafts.add(draft);
    use.assigned ||= captured.assigned;
  } else group.uses.set(captured.name, { drafts: new Set([draft]), assigned: captured.assigned, captured });
}

/**
 * Tells whether a variable lives in the same scope as those of a group. V8 shows a copy of a scope each time it is
 * asked: where the copies hold the same values, the heap itself has to be looked into.
 */
function createComparison(encoder: Encoder): Comparison {
  let contexts: Map<object, ContextChain> | undefined;
  const refused = new Set<string>();
  return ({ draft: other, first }, draft, captured) => {
    const guess = isSameScope(first, captured);
    if (guess !== undefined) return guess;
    contexts ??= encoder.contexts(encoder.functions.map(({ fn }) => fn));
    if (contexts) return contextOf(contexts, other, first.name) === contextOf(contexts, draft, captured.name);
    if (!refused.has(captured.name)) {
      refused.add(captured.name);
      encoder.refuse(
        alongVariable(draft.trail, captured.name, draft.owner),
        "is a variable of which it cannot be told, with this much memory in use, whether other functions share it",
        `Keep it in an object, which they all capture: \`const state = { ${captured.name}: ... };\`.`,
      );
    }
    return false;
  };
}

function contextOf(
  contexts: Map<object, ContextChain>,
  { fn }: FunctionDraft,
  name: string,
): number | undefined {
  return contexts.get(fn)?.find(({ names }) => names.has(name))?.id;
}

/** `undefined` when it cannot be told from what the scopes hold. */
function isSameScope(a: Captured, b: Captured): boolean | undefined {
  if (a.scope === b.scope) return true;
  if (!a.scope || !b.scope || a.scope.kind !== b.scope.kind) return false;
  if (a.scope.kind === "global" || a.scope.kind === "script") return true;
  if (!a.script || a.script !== b.script) return false;
  if (a.scope.kind === "module") return true;
  if (!hasSameValues(a.scope, b.scope)) return false;
  return isOnceLocal(a.scope, a.script) ? true : undefined;
}

function hasSameValues(a: Scope, b: Scope): boolean {
  const names = Object.keys(a.variables);
  return (
    names.length === Object.keys(b.variables).length &&
    names.every(
      (name) => Object.hasOwn(b.variables, name) && Object.is(readVariable(a, name), readVariable(b, name)),
    )
  );
}
