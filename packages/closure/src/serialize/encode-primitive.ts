import type { Encoded } from "../serialized-value.ts";

/** Encodes what needs no node; `undefined` for objects, functions and symbols. */
export function encodePrimitive(value: unknown): Encoded | undefined {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      if (Number.isFinite(value)) return Object.is(value, -0) ? { special: "-0" } : value;
      return { special: Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity" };
    case "bigint":
      return { bigint: value.toString() };
    case "undefined":
      return { special: "undefined" };
    default:
      return value === null ? null : undefined;
  }
}
