import { isatty, WriteStream } from "node:tty";

/**
 * What the environment of a child says of colours, whose standard error is a pipe to this process: as many as a terminal
 * has, where its lines come to one, and so does what it prints.
 */
export function colourVariables(): { readonly FORCE_COLOR?: string } {
  const isSaid = ["FORCE_COLOR", "NO_COLOR", "NODE_DISABLE_COLORS"].some((name) => name in process.env);
  if (isSaid || !isatty(1) || !isatty(2)) return {};
  const depth = WriteStream.prototype.getColorDepth();
  return { FORCE_COLOR: String(depth <= 1 ? 0 : depth <= 4 ? 1 : depth <= 8 ? 2 : 3) };
}
