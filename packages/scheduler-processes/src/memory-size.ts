import { z } from "zod";

// A process of Node that has loaded nothing has 40 to 60 MB.
const smallest = 128 * 2 ** 20;

const size = /^\s*(\d+(?:\.\d+)?)\s*(?:([kmgt])(i?))?b?\s*$/i;

/** A number of bytes, or a text that says one: `"2 GiB"`, `"500MB"`. */
export const memorySize: z.ZodType<number> = z
  .custom<number | string>((value) => bytesOf(value) >= smallest)
  .transform(bytesOf)
  .describe('a number of bytes or a text such as "2 GiB" or "500MB", from 128 MiB up');

/** NaN where it is neither. */
function bytesOf(value: unknown): number {
  if (typeof value === "number") return value;
  const [, digits, prefix, binary] = (typeof value === "string" ? size.exec(value) : null) ?? [];
  if (digits === undefined) return NaN;
  const power = prefix === undefined ? 0 : 1 + "kmgt".indexOf(prefix.toLowerCase());
  return Math.floor(Number(digits) * (binary === undefined || binary === "" ? 1000 : 1024) ** power);
}
