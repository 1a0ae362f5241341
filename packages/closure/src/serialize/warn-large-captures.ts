import { describeSubject } from "../errors.ts";
import { isReference, type Encoded, type Node } from "../serialized-value.ts";
import type { Encoder } from "./encoder.ts";
import type { Owner } from "./trail.ts";

const megabyte = 2 ** 20;
const limit = 16 * megabyte;

// For the life of the process: the same function is serialized for every computation.
const warned = new Set<string>();

/**
 * Warns of captured variables that are large once encoded: they are encoded again for each computation, and copied to
 * every worker. What several variables lead to counts for the first; shared memory, which is not copied, for none.
 */
export function warnOfLargeCaptures(encoder: Encoder): void {
  const nodes = encoder.nodes();
  let total = 0;
  for (const node of nodes) if (node) total += sizeOf(node);
  if (total <= limit) return;
  const seen = new Set<number>();
  for (const { captured, owner } of encoder.functions)
    for (const { name, value } of captured) {
      const size = sizeOfAll(value, nodes, seen);
      if (size > limit) warn(name, owner, size);
    }
}

function warn(name: string, { name: functionName, location }: Owner, size: number): void {
  const subject = describeSubject({ variable: name, path: name, functionName, location });
  if (warned.has(subject)) return;
  warned.add(subject);
  process.emitWarning(
    `${subject} is ${Math.round(size / megabyte)} MB once encoded, which every worker is sent. ` +
      `Load it where the function runs (\`let data; const fn = (x) => { data ??= load(); ... }\`), pass it to the ` +
      `function as data, or on threads keep it in a SharedArrayBuffer.`,
    { type: "HoldallWarning", code: "HOLDALL_LARGE_CAPTURE" },
  );
}

/** The bytes of everything that a value leads to and that is not in `seen` yet. */
function sizeOfAll(value: Encoded, nodes: readonly (Node | undefined)[], seen: Set<number>): number {
  let size = sizeOfValue(value);
  const open = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (!isReference(next) || seen.has(next.ref)) continue;
    seen.add(next.ref);
    const node = nodes[next.ref];
    if (!node) continue;
    size += sizeOf(node);
    forEachValue(node, (inside) => {
      if (isReference(inside)) open.push(inside);
    });
  }
  return size;
}

/** The bytes of a node by itself, roughly: JSON and structured clone differ. */
function sizeOf(node: Node): number {
  let size = node.kind === "buffer" ? node.bytes.byteLength : 0;
  forEachValue(node, (value) => {
    size += sizeOfValue(value);
  });
  return size;
}

function sizeOfValue(value: Encoded): number {
  return typeof value === "string" ? value.length : 8;
}

/** Visits the values in a node, but not the variables that a function captures: each of them has a size of its own. */
function forEachValue(node: Node, visit: (value: Encoded) => void): void {
  if ("items" in node) node.items.forEach(visit);
  if ("values" in node) node.values.forEach(visit);
  if ("properties" in node)
    for (const { value, get, set } of node.properties ?? [])
      for (const part of [value, get, set]) if (part !== undefined) visit(part);
  if ("privates" in node) for (const { values } of node.privates ?? []) values.forEach(visit);
  if ("statics" in node) node.statics.forEach(visit);
  if ("prototype" in node) visit(node.prototype);
  if ("of" in node) visit(node.of);
  if ("listeners" in node) for (const { listener } of node.listeners) visit(listener);
  if (node.kind === "view") visit(node.buffer);
  else if (node.kind === "boxed") visit(node.value);
  else if (node.kind === "bound") [node.target, node.self, ...node.args].forEach(visit);
}
