import { isReference, type CodeNode, type Encoded, type Node } from "../serialized-value.ts";
import { applyEdits, buildCode } from "../source/build-code.ts";
import { placeOf, type Script } from "../capture/scripts.ts";
import { layOutAsOriginal, type Layout } from "../source/original-layout.ts";
import { findOriginalPlace } from "../source/source-map.ts";
import { findCycles } from "./cycles.ts";
import type { Encoder } from "./encoder.ts";
import type { FunctionDraft } from "./function-draft.ts";
import { stampClasses } from "./stamp-classes.ts";
import { shareVariables } from "./shared-variables.ts";

/** Decides, when all values are known, how each function gets what it captures, and writes its node. */
export function finishFunctions(encoder: Encoder): void {
  const { functions } = encoder;
  stampClasses(encoder);
  const shared = shareVariables(encoder);
  const cycles = findCycles(functionEdges(encoder, shared));
  const codes = new Map<string, number>();
  for (const draft of functions) {
    const variables = draft.captured.filter(({ name }) => !shared.isShared(draft, name));
    const inCycle = ({ name, value }: { name: string; value: Encoded }): boolean =>
      name === (draft.declares ? draft.source.ownName : undefined) ||
      (isReference(value) &&
        cycles.get(value.ref) !== undefined &&
        cycles.get(value.ref) === cycles.get(draft.place));
    const late = variables.filter(inCycle);
    const given = [...draft.needed, ...variables.filter((variable) => !inCycle(variable))];
    const scopes = shared.scopesOf(draft);
    const layout = layOut(draft);
    const { source, lead } = buildCode(draft.source, layout.text, {
      strict: draft.strict,
      scopes: scopes.length,
      captured: given.map(({ name }) => name),
      late: late.map(({ name }) => name),
      declares: draft.declares,
    });
    const code: CodeNode = {
      kind: "code",
      source,
      filename: layout.filename,
      line: layout.line,
      column: layout.column - lead,
      holds: draft.source.method?.kind ?? "function",
      late: late.length > 0 || draft.declares,
    };
    const key = JSON.stringify(code);
    const place = codes.get(key) ?? encoder.add(code);
    codes.set(key, place);
    encoder.set(draft.place, {
      kind: "function",
      code: place,
      ...(draft.name === undefined ? {} : { name: draft.name }),
      scopes,
      captured: given.map(({ value }) => value),
      late: late.map(({ value }) => value),
      ...(draft.parent === undefined ? {} : { parent: draft.parent }),
      ...(draft.statics.length > 0 ? { statics: draft.statics } : {}),
      ...draft.state,
    });
  }
}

// The same for all functions made in one place.
const layouts = new WeakMap<Script, Map<string, Layout | undefined>>();

/** The text of a function with its edits, and where it stands. */
function layOut({ source, edits, strict, site }: FunctionDraft): {
  text: string;
  filename: string;
  line: number;
  column: number;
} {
  const text = applyEdits(source.text, edits);
  const { script, line = 0, column = 0, offset = -1 } = site ?? {};
  const unchanged = { text, filename: script?.filename ?? "", line, column };
  if (!script || offset < 0 || script.sourceMapUrl === "") return unchanged;
  const known = layouts.get(script) ?? new Map<string, Layout | undefined>();
  layouts.set(script, known);
  const key = `${offset} ${text}`;
  const layout = known.has(key)
    ? known.get(key)
    : layOutAsOriginal(text, source, strict, (index) => {
        const place = placeOf(script, offset + unedited(index, edits));
        return findOriginalPlace(script, place.line, place.column);
      });
  known.set(key, layout);
  if (!layout) return unchanged;
  // Node must not take the file for the compiled one and map its places again: to Node it is another file.
  return { ...layout, filename: layout.url.replace(/\/(?=[^/]*$)/, "/./") };
}

/** The index before the edits; all but insertions keep the length. */
function unedited(index: number, edits: FunctionDraft["edits"]): number {
  let inserted = 0;
  for (const { start, end, text } of edits)
    if (start === end && start + text.length <= index) inserted += text.length;
  return index - inserted;
}

/** For every node, those that have to exist before it can be made. */
function functionEdges(
  encoder: Encoder,
  shared: { isShared(draft: FunctionDraft, name: string): boolean },
): (readonly number[])[] {
  const edges = encoder.nodes().map((node) => (node ? prerequisites(node) : []));
  for (const draft of encoder.functions) {
    const values = [...draft.captured.filter(({ name }) => !shared.isShared(draft, name)), ...draft.needed];
    edges[draft.place] = [...values.map(({ value }) => value), draft.state.prototype]
      .filter(isReference)
      .map(({ ref }) => ref);
  }
  return edges;
}

const none: readonly number[] = [];

function prerequisites(node: Node): readonly number[] {
  // The many are plain objects and arrays, which need nothing.
  if (!("prototype" in node) && !("of" in node) && !("stampedBy" in node) && node.kind !== "bound")
    return none;
  const needed: (Encoded | undefined)[] = [];
  if ("prototype" in node) needed.push(node.prototype);
  if (node.kind === "prototype" || node.kind === "member") needed.push(node.of);
  if ("stampedBy" in node) needed.push(node.stampedBy);
  if (node.kind === "bound") needed.push(node.target, node.self, ...node.args);
  return needed.filter(isReference).map(({ ref }) => ref);
}
