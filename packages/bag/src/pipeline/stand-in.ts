import type { UserFunction } from "./user-call.ts";

/** How to make a value that stands where elements would have given one: the start of a fold, the sum of nothing. */
export type StandIn =
  /** A copy of its own for each use, so that none sees what another did to it. */
  | { readonly kind: "copy"; readonly value: unknown }
  | { readonly kind: "call"; readonly fn: UserFunction; readonly args: readonly unknown[] }
  | { readonly kind: "refuse"; readonly message: string };

/** @returns the value, or a promise of it */
export function makeStandIn(standIn: StandIn): unknown {
  switch (standIn.kind) {
    case "copy": {
      const { value } = standIn;
      return typeof value === "object" && value !== null ? structuredClone(value) : value;
    }
    case "call":
      return standIn.fn(...(structuredClone(standIn.args) as unknown[]));
    case "refuse":
      throw new RangeError(standIn.message);
    default:
      return standIn satisfies never;
  }
}
