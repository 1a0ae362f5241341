import type { TextFormat } from "./text-block.ts";

/** The lines of a text that begins where one does, and ends where one does. */
export function splitLines(text: string, { delimiter, keepEnds }: TextFormat): string[] {
  const end = delimiter ?? "\n";
  const lines = text.split(end);
  // What is behind the last delimiter is a line only where there is something.
  const rest = lines.pop()!;
  if (keepEnds) for (let i = 0; i < lines.length; i++) lines[i] += end;
  else if (delimiter === undefined && text.includes("\r")) dropReturns(lines);
  if (rest !== "") lines.push(rest);
  return lines;
}

function dropReturns(lines: string[]): void {
  lines.forEach((line, i) => {
    if (line.endsWith("\r")) lines[i] = line.slice(0, -1);
  });
}
