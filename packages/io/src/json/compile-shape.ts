import { cursor, readValue, unread, type Characters } from "./read-value.ts";

/**
 * Reads the line at a place, which is good JSON and ends with a newline, if it has a certain shape; otherwise returns
 * `unread`, which does not mean that it is bad. Where the line ends is in `cursor`.
 */
export type ReadLine = (characters: Characters, at: number) => unknown;

type CreateReadLine = (
  cursor_: typeof cursor,
  readValue_: typeof readValue,
  unread_: typeof unread,
) => ReadLine;

// Longer functions are not compiled to code of the machine.
const longestSource = 2 ** 14;
const longestLine = 2 ** 14;
const deepest = 32;
const mostKept = 64;
const compiled = new Map<string, ReadLine>();

/**
 * Makes what reads lines with the keys of this one, in the same order and with the same spaces, whatever their values.
 * @param line - with its newline
 * @returns nothing where that cannot be, or is of no use: for what is no good JSON, or no object, keys that are escaped or of a
 * special meaning, objects in arrays, long and deep lines, one without a newline, and where no code may be made from strings
 */
export function compileShape(line: string): ReadLine | undefined {
  if (line.length > longestLine || !line.endsWith("\n") || !isJson(line)) return undefined;
  const source = new ShapeWriter(line).write();
  if (source === undefined || source.length > longestSource) return undefined;
  const known = compiled.get(source);
  if (known !== undefined) return known;
  const readLine = createReadLine(source);
  if (readLine !== undefined) compiled.set(source, readLine);
  if (compiled.size > mostKept) compiled.delete(compiled.keys().next().value!);
  return readLine;
}

function createReadLine(source: string): ReadLine | undefined {
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- keys are quoted, nothing else is of the file
    const create = new Function("cursor", "readValue", "unread", source) as CreateReadLine;
    return create(cursor, readValue, unread);
  } catch {
    // Not every process allows it.
    return undefined;
  }
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

const spaces = /[ \t\r\n]*/y;
const key = /"[^"\\]*"/y;
const primitive = /"(?:[^"\\]|\\.)*"|[^\]},[{"\s]+/y;

/** Writes the code of a function for lines of the shape of one. */
class ShapeWriter {
  readonly #line: string;
  readonly #statements: string[] = [];
  #at = 0;
  /** What each line has at this place, and is not in a statement yet. */
  #literal = "";
  #values = 0;
  #isOdd = false;

  constructor(line: string) {
    this.#line = line;
  }

  write(): string | undefined {
    this.#keep(spaces);
    if (this.#line[this.#at] !== "{") return undefined;
    const value = this.#object(1);
    this.#keep(spaces);
    this.#endLiteral();
    if (this.#isOdd) return undefined;
    return `"use strict";
return (characters, at) => {
const { bytes } = characters;
${this.#statements.join("\n")}
cursor.end = at;
return ${value};
};`;
  }

  #object(depth: number): string {
    const properties: string[] = [];
    if (depth > deepest) this.#isOdd = true;
    this.#keepOne();
    this.#keep(spaces);
    if (this.#line[this.#at] === "}") {
      this.#keepOne();
      return "{}";
    }
    while (!this.#isOdd) {
      const name = this.#keep(key).slice(1, -1);
      if (name === "__proto__" || this.#line[this.#at - 1] !== '"') this.#isOdd = true;
      this.#keep(spaces);
      this.#keepOne();
      this.#keep(spaces);
      properties.push(`${JSON.stringify(name)}: ${this.#value(depth)}`);
      this.#keep(spaces);
      if (this.#keepOne() === "}") break;
      this.#keep(spaces);
    }
    return `{ ${properties.join(", ")} }`;
  }

  #value(depth: number): string {
    if (this.#line[this.#at] === "{") return this.#object(depth + 1);
    this.#endLiteral();
    this.#skip();
    const name = `value${this.#values++}`;
    this.#statements.push(
      `const ${name} = readValue(characters, at);`,
      `if (${name} === unread) return unread;`,
      "at = cursor.end;",
    );
    return name;
  }

  /** Goes behind a value that is no object. */
  #skip(): void {
    if (this.#line[this.#at] !== "[") {
      this.#take(primitive);
      return;
    }
    for (let depth = 0; ; this.#take(spaces)) {
      const character = this.#line[this.#at];
      if (character === "[") depth++;
      if (character === "]") depth--;
      if (character === "{" || character === undefined) this.#isOdd = true;
      if (this.#isOdd) return;
      if (character === "[" || character === "]" || character === ",") this.#at++;
      else this.#take(primitive);
      if (depth === 0) return;
    }
  }

  #endLiteral(): void {
    const bytes = Buffer.from(this.#literal);
    this.#literal = "";
    if (bytes.length === 0) return;
    const differs = Array.from(bytes, (byte, i) => `bytes[at + ${i}] !== ${byte}`).join(" || ");
    this.#statements.push(`if (${differs}) return unread;`, `at += ${bytes.length};`);
  }

  #keep(pattern: RegExp): string {
    const kept = this.#take(pattern);
    this.#literal += kept;
    return kept;
  }

  #keepOne(): string {
    const kept = this.#line[this.#at++] ?? "";
    this.#literal += kept;
    return kept;
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const [taken = ""] = pattern.exec(this.#line) ?? [];
    this.#at += taken.length;
    return taken;
  }
}
