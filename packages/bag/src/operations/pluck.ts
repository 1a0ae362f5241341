import { describeValue, InvalidArgumentError } from "@holdall/core";
import type { BagNode, PipeNode } from "../plan/node.ts";
import { createPipe } from "./pipe.ts";

/** The keys that elements may have: of a union, those of any of its types. */
export type KeyOfAny<T> = T extends unknown ? keyof T : never;

/** The property of elements that have it. */
export type PropertyOfAny<T, K> = T extends unknown ? (K extends keyof T ? T[K] : never) : never;

/** @param fallback - the default, in an array of its own; an empty array for none */
export function pluck(input: BagNode, key: unknown, fallback: readonly unknown[]): PipeNode {
  const keys: readonly unknown[] = Array.isArray(key) ? key : [key];
  for (const one of keys) {
    if (!isKey(one)) {
      throw new InvalidArgumentError(
        `bag.pluck(): Expected \`key\` to be a string, number, symbol or an array of these, got ${describeValue(one)}.`,
      );
    }
  }
  return createPipe(input, {
    kind: "pluck",
    operation: "pluck",
    key: Array.isArray(key) ? (keys.slice() as PropertyKey[]) : (key as PropertyKey),
    fallback: fallback.length === 0 ? undefined : { value: fallback[0] },
  });
}

function isKey(key: unknown): key is PropertyKey {
  return typeof key === "string" || typeof key === "number" || typeof key === "symbol";
}
