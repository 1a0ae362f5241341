import { isPlainObject } from "@holdall/core";
import type { PlanNode } from "./node.ts";

/** What a node says of itself, without what it reads. */
export interface NodeDescription {
  /** Different for nodes that look different; equal for those that may or may not be equal. */
  readonly text: string;
  /** The functions and data of the user in it, in a fixed order, of which the text only tells how they look. */
  readonly values: readonly unknown[];
}

/**
 * Describes a node in no more time than its own size takes: of the user's data, however big, only how it looks. In
 * plans and specs it stands under the names `value` and `items`; all else is plain data of ours.
 */
export function describeNode(node: PlanNode): NodeDescription {
  let description = known.get(node);
  if (description === undefined) {
    description = describeAnew(node);
    known.set(node, description);
  }
  return description;
}

// What a bag that is computed again and again is made of need not be looked at each time.
const known = new WeakMap<PlanNode, NodeDescription>();

function describeAnew(node: PlanNode): NodeDescription {
  const values: unknown[] = [];
  const own = {
    ...node,
    input: null,
    inputs: null,
    args: null,
    collections: null,
    collection: null,
    ended: null,
  };
  return { text: describe(own, values), values };
}

function describe(data: unknown, values: unknown[]): string {
  if (isPrimitive(data)) return `${typeof data} ${JSON.stringify(nameOfPrimitive(data))}`;
  if (typeof data !== "object" || data === null) return describeOfUser(data, values);
  if (Array.isArray(data)) return `[${data.map((item) => describe(item, values)).join()}]`;
  const entries = Object.entries(data).map(([key, value]) => {
    const isOfUser = (key === "value" || key === "items") && !isPrimitive(value);
    return `${key}:${isOfUser ? describeOfUser(value, values) : describe(value, values)}`;
  });
  return `{${entries.join()}}`;
}

function describeOfUser(value: unknown, values: unknown[]): string {
  values.push(value);
  return JSON.stringify(lookOf(value));
}

function lookOf(value: unknown): string {
  if (typeof value === "function") return Function.prototype.toString.call(value);
  const type = Object.prototype.toString.call(value);
  if (Array.isArray(value) || ArrayBuffer.isView(value))
    return `${type} ${(value as ArrayLike<unknown>).length}`;
  return isPlainObject(value) ? `${type} ${Object.keys(value).join()}` : type;
}

function isPrimitive(value: unknown): boolean {
  return value === null || !["object", "function", "symbol"].includes(typeof value);
}

function nameOfPrimitive(value: unknown): string {
  return Object.is(value, -0) ? "-0" : String(value);
}
