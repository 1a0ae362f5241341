import type { ProgressStream } from "./progress-display.ts";

type Write = (this: unknown, ...args: unknown[]) => unknown;

/** A stream, and how to write to it as before. */
interface Patched {
  readonly target: { write: Write };
  readonly original: Write;
  readonly patched: Write;
}

/** How many characters a line of a terminal has room for; 80 where it does not say, or says nonsense. */
export function widthOf({ columns = 0 }: ProgressStream): number {
  return columns > 0 ? columns : 80;
}

/**
 * Some lines at the bottom of a terminal that change. What others write to that terminal meanwhile comes above: the lines
 * are taken away before it, and are there again when they are drawn the next time.
 */
export class LiveArea {
  readonly #stream: ProgressStream;
  readonly #patches: readonly Patched[];
  readonly #write: Write;
  #lines: readonly string[] = [];
  /** Whether the cursor is where a line begins. */
  #isAtStart = true;
  #isClosed = false;

  constructor(stream: ProgressStream) {
    this.#stream = stream;
    const others = process.stdout.isTTY ? [process.stdout] : [];
    this.#patches = [stream, ...others].map((target) => this.#patch(target as unknown as Patched["target"]));
    this.#write = this.#patches[0]!.original;
  }

  /** Puts lines in the place of those that are there. Each has to be shorter than the terminal is wide. */
  draw(lines: readonly string[]): void {
    // Someone is in the middle of a line.
    if (!this.#isAtStart) return;
    this.#put(`${this.#erased()}${lines.map((line) => `${line}\n`).join("")}`);
    this.#lines = lines;
  }

  /** Writes a line that stays, above the others. */
  print(line: string): void {
    const lines = this.#lines;
    this.clear();
    this.#put(`${this.#isAtStart ? "" : "\n"}${line}\n`);
    this.#isAtStart = true;
    this.draw(lines);
  }

  clear(): void {
    if (this.#lines.length > 0) this.#put(this.#erased());
    this.#lines = [];
  }

  /** Leaves the terminal as if it had never been there. */
  close(): void {
    this.clear();
    this.#isClosed = true;
    // Someone else may have taken hold of the streams in the meantime: they then go on by way of ours.
    for (const { target, original, patched } of this.#patches)
      if (target.write === patched) target.write = original;
  }

  #put(text: string): void {
    if (text !== "") this.#write.call(this.#stream, text);
  }

  // A terminal that has become narrower has broken lines.
  #erased(): string {
    const columns = widthOf(this.#stream);
    const rows = this.#lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / columns)), 0);
    return rows === 0 ? "" : `\u001B[${rows}A\r\u001B[J`;
  }

  #patch(target: Patched["target"]): Patched {
    const original = target.write;
    const onWrite = (chunk: unknown): void => this.#beforeOthers(chunk);
    const patched: Write = function (this: unknown, ...args) {
      onWrite(args[0]);
      return original.apply(this, args);
    };
    target.write = patched;
    return { target, original, patched };
  }

  #beforeOthers(chunk: unknown): void {
    if (this.#isClosed) return;
    this.clear();
    const last =
      typeof chunk === "string" ? chunk.at(-1) : chunk instanceof Uint8Array ? chunk.at(-1) : undefined;
    if (last !== undefined) this.#isAtStart = last === "\n" || last === 10;
  }
}
