import { TextKernel } from "../text/text-kernel.ts";
import { compileShape, type ReadLine } from "./compile-shape.ts";
import { unread, type Characters } from "./read-value.ts";

// Until it is compiled to code of the machine, which is when it has read some thousand lines, it takes several times as long as
// `JSON.parse`: as many lines as it takes to make good for that have to have been read by this thread before it begins.
const linesBefore = 20_000;
let linesOfAll = 0;

const mostShapes = 4;
// Of lines that have none of the shapes it looks at the first ones, and then at one of so many.
const firstMisses = 16;
const missesBetween = 64;
// It gives up when more than a third of the lines are tried in vain, but not at once.
const fewMisses = 256;
const mostMisses = 1 / 3;

/**
 * Reads lines of JSON most of which have the same keys in the same order, as the lines of logs and exports do: several times as fast
 * as `JSON.parse`, which makes the same of them. It learns what lines look like from those that it is shown.
 */
export class LineReader {
  readonly #shapes: ReadLine[] = [];
  #lines = 0;
  #misses = 0;
  // Where nothing is compiled, it takes a hundred times as long.
  #hasGivenUp = !TextKernel.isThere;

  /** Whether lines are worth to be read by it. */
  get isUseful(): boolean {
    return !this.#hasGivenUp && linesOfAll >= linesBefore;
  }

  /** Counts lines that were read otherwise. */
  pass(lines: number): void {
    linesOfAll += lines;
  }

  /** The value of the line at a place, or `unread`. Where it ends is in `cursor`. */
  read(characters: Characters, at: number): unknown {
    const shapes = this.#shapes;
    this.#lines++;
    for (let i = 0; i < shapes.length; i++) {
      const value = shapes[i]!(characters, at);
      if (value === unread) continue;
      if (i > 0) [shapes[0], shapes[i]] = [shapes[i]!, shapes[0]!];
      return value;
    }
    return unread;
  }

  /** Shows it a line that it could not read. */
  learn(line: string): void {
    if (this.#hasGivenUp) return;
    this.#misses++;
    this.#hasGivenUp = this.#misses > fewMisses && this.#misses > mostMisses * this.#lines;
    if (this.#misses > firstMisses && this.#misses % missesBetween !== 0) return;
    const shape = compileShape(line);
    if (shape === undefined || this.#shapes.includes(shape)) return;
    if (this.#shapes.length === mostShapes) this.#shapes.pop();
    this.#shapes.push(shape);
  }
}
