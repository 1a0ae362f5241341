import { inspect } from "node:util";

const longest = 100;

/** A value as one short line that shows what is in it, as far as that has room. Never throws, whatever the value does. */
export function previewOf(value: unknown): string {
  try {
    const shown = inspect(value, {
      depth: 1,
      maxArrayLength: 6,
      maxStringLength: longest,
      breakLength: Infinity,
      compact: true,
    });
    const line = shown.replace(/\s*\n\s*/g, " ");
    return line.length > longest ? `${line.slice(0, longest - 3)}...` : line;
  } catch {
    return "a value that cannot be shown";
  }
}
