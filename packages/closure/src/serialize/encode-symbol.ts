import type { Node } from "../serialized-value.ts";
import type { Encoder } from "./encoder.ts";
import type { Trail } from "./trail.ts";

/** Encodes a symbol that every thread can find by name. */
export function encodeSymbol(encoder: Encoder, symbol: symbol, trail: Trail | undefined): Node {
  const key = Symbol.keyFor(symbol);
  if (key !== undefined) return { kind: "symbol", name: key, registered: true };
  const name = symbol.description ?? "";
  if (name.startsWith("Symbol.") && (Symbol as unknown as Record<string, unknown>)[name.slice(7)] === symbol)
    return { kind: "symbol", name: name.slice(7), registered: false };
  encoder.refuse(
    trail,
    `is \`${symbol.toString()}\`, a symbol that exists in this thread only`,
    `Make it with \`Symbol.for(${JSON.stringify(name)})\`.`,
  );
  return { kind: "symbol", name, registered: true };
}
