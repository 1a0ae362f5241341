import { overlapsItself } from "./delimiter.ts";
import type { TextFormat } from "./text-block.ts";

/** What ends lines. */
interface LineEnds {
  readonly format: Pick<TextFormat, "delimiter">;
  /** The bytes of it, and of how many of them characters are made. */
  readonly delimiter: Buffer;
  readonly unit: number;
}

/** Where to stop after whole lines, in bytes that begin where a line does: 0 where none of them ends. */
export function endOfLines(bytes: Buffer, { format, delimiter, unit }: LineEnds): number {
  if (format.delimiter !== undefined && overlapsItself(format.delimiter))
    return endInOrder(bytes, delimiter, unit);
  let at = bytes.lastIndexOf(delimiter);
  while (at > 0 && at % unit !== 0) at = bytes.lastIndexOf(delimiter, at - 1);
  return at < 0 || at % unit !== 0 ? 0 : at + delimiter.length;
}

/** The same for a delimiter that may begin inside of itself: which of its places are meant is told from the first on. */
function endInOrder(bytes: Buffer, sought: Buffer, unit: number): number {
  let end = 0;
  let from = 0;
  for (;;) {
    const at = bytes.indexOf(sought, from);
    if (at < 0) return end;
    from = at + 1;
    if (at % unit === 0) end = from = at + sought.length;
  }
}
