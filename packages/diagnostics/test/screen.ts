import type { ProgressStream } from "@holdall/diagnostics";

const escape = "\u001B";

/** A terminal that understands as much as is sent to it. */
export class Screen implements ProgressStream {
  readonly isTTY = true;
  columns = 80;
  /** All that was written. */
  readonly written: string[] = [];
  #lines: string[] = [""];
  #row = 0;

  write(text: string): boolean {
    this.written.push(text);
    for (const part of text.split(new RegExp(`(${escape}\\[[0-9]*[A-Z]|\\r|\\n)`))) this.#take(part);
    return true;
  }

  #take(part: string): void {
    if (part === "\n") {
      this.#row += 1;
      this.#lines[this.#row] ??= "";
    } else if (part.endsWith("A") && part.startsWith(escape)) this.#row -= Number(part.slice(2, -1));
    else if (part.startsWith(escape)) this.#lines = [...this.#lines.slice(0, this.#row), ""];
    else if (part !== "\r") this.#lines[this.#row] += part;
  }

  /** What is to be seen, without the line that the cursor is in where that is empty. */
  get lines(): readonly string[] {
    return this.#lines.at(-1) === "" ? this.#lines.slice(0, -1) : this.#lines;
  }
}
