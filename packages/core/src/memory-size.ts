import { z } from "zod";

const size = /^\s*(\d+(?:\.\d+)?)\s*(?:([kmgt])(i?))?b?\s*$/i;

/**
 * A number of bytes, or a text that says one: `"2 GiB"`, `"500MB"`, `"Infinity"`.
 * @param smallest - the fewest bytes that may be given, and what messages call them
 */
export function memorySize(smallest: {
  readonly bytes: number;
  readonly text: string;
}): z.ZodType<number, number | string> {
  return z
    .custom<number | string>((value) => bytesOf(value) >= smallest.bytes)
    .transform(bytesOf)
    .describe(`a number of bytes or a text such as "2 GiB" or "500MB", from ${smallest.text} up`);
}

/** NaN where it is neither. */
function bytesOf(value: unknown): number {
  if (typeof value === "number") return value;
  if (value === "Infinity") return Infinity; // as it cannot be said otherwise in the environment
  const [, digits, prefix, binary] = (typeof value === "string" ? size.exec(value) : null) ?? [];
  if (digits === undefined) return NaN;
  const power = prefix === undefined ? 0 : 1 + "kmgt".indexOf(prefix.toLowerCase());
  return Math.floor(Number(digits) * (binary === undefined || binary === "" ? 1000 : 1024) ** power);
}
