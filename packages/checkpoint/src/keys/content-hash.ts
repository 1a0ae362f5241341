import { createHash, type Hash } from "node:crypto";
import { types } from "node:util";

/** Thrown for what has no content that could be seen: functions, and instances of classes. */
export class NotPlainError extends Error {}

// What each kind of value begins with; lengths come before what is not of one length, so that no two values run together.
const tags = {
  undefined: 0,
  null: 1,
  true: 2,
  false: 3,
  number: 4,
  bigint: 5,
  string: 6,
  array: 7,
  hole: 8,
  object: 9,
  nullObject: 10,
  date: 11,
  regexp: 12,
  map: 13,
  set: 14,
  view: 15,
  buffer: 16,
  cycle: 17,
} as const;

// What is to be hashed is put together here first; nothing stays in it when a call has ended.
const pieceBytes = 64 * 1024;
const piece = Buffer.allocUnsafeSlow(pieceBytes);
// Arrays that regular expressions and templates make have properties beside their elements, and few elements.
const longestWithProperties = 64;

/**
 * Hashes values by what they hold, the same in every process: SHA-256 over their kinds, lengths and contents. Not over
 * how V8 holds them, which changes with what was done before. Keys of objects count in their order, as functions see it.
 */
export class ContentHash {
  readonly #hash: Hash = createHash("sha256");
  /** Of the piece that has been filled. */
  #length = 0;

  /** @throws NotPlainError for functions and instances of classes; what was hashed so far is then of no use */
  update(value: unknown): this {
    this.#length = 0;
    this.#write(value, []);
    this.#flush();
    return this;
  }

  /** 43 letters that stand for all that was hashed. */
  digest(): string {
    return this.#hash.digest("base64url");
  }

  #flush(): void {
    if (this.#length > 0) this.#hash.update(piece.subarray(0, this.#length));
    this.#length = 0;
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes > pieceBytes) this.#flush();
  }

  #tag(tag: number, size = 0): void {
    this.#reserve(9);
    piece[this.#length] = tag;
    this.#length = piece.writeDoubleLE(size, this.#length + 1);
  }

  #bytes(bytes: Uint8Array): void {
    this.#flush();
    this.#hash.update(bytes);
  }

  #text(tag: number, text: string): void {
    this.#tag(tag, text.length);
    const bytes = 2 * text.length;
    if (bytes > pieceBytes) {
      this.#flush();
      this.#hash.update(text, "utf16le");
      return;
    }
    this.#reserve(bytes);
    this.#length += piece.write(text, this.#length, "utf16le");
  }

  #write(value: unknown, path: readonly object[]): void {
    switch (typeof value) {
      case "number":
        this.#tag(tags.number, value);
        return;
      case "string":
        this.#text(tags.string, value);
        return;
      case "boolean":
        this.#tag(value ? tags.true : tags.false);
        return;
      case "undefined":
        this.#tag(tags.undefined);
        return;
      case "bigint":
        this.#text(tags.bigint, value.toString());
        return;
      case "object":
        if (value === null) this.#tag(tags.null);
        else this.#writeObject(value, path);
        return;
      default:
        throw new NotPlainError();
    }
  }

  #writeObject(value: object, path: readonly object[]): void {
    const depth = path.indexOf(value);
    if (depth >= 0) {
      this.#tag(tags.cycle, depth);
      return;
    }
    const prototype = Object.getPrototypeOf(value) as object | null;
    if (Array.isArray(value)) this.#writeArray(value, [...path, value]);
    else if (prototype === Object.prototype) this.#writeProperties(tags.object, value, [...path, value]);
    else if (prototype === null) this.#writeProperties(tags.nullObject, value, [...path, value]);
    else if (ArrayBuffer.isView(value)) this.#writeView(value);
    else if (types.isAnyArrayBuffer(value)) this.#writeMemory(value);
    else if (prototype === Date.prototype) this.#tag(tags.date, (value as Date).getTime());
    else if (prototype === RegExp.prototype) this.#text(tags.regexp, (value as RegExp).toString());
    else if (prototype === Map.prototype) {
      this.#tag(tags.map, (value as Map<unknown, unknown>).size);
      for (const entry of value as Map<unknown, unknown>)
        for (const item of entry) this.#write(item, [...path, value]);
    } else if (prototype === Set.prototype) {
      this.#tag(tags.set, (value as Set<unknown>).size);
      for (const item of value as Set<unknown>) this.#write(item, [...path, value]);
    } else throw new NotPlainError();
  }

  #writeArray(array: readonly unknown[], path: readonly object[]): void {
    if (Object.getPrototypeOf(array) !== Array.prototype) throw new NotPlainError();
    this.#tag(tags.array, array.length);
    for (let i = 0; i < array.length; i++) {
      if (array[i] === undefined && !(i in array)) this.#tag(tags.hole);
      else this.#write(array[i], path);
    }
    if (array.length > longestWithProperties) return;
    const properties = Object.keys(array).filter((key) => !/^\d+$/.test(key));
    if (properties.length === 0) return;
    this.#write(Object.fromEntries(properties.map((key) => [key, Reflect.get(array, key) as unknown])), path);
  }

  #writeProperties(tag: number, object: object, path: readonly object[]): void {
    const keys = Object.keys(object);
    this.#tag(tag, keys.length);
    for (const key of keys) {
      this.#text(tags.string, key);
      this.#write((object as Readonly<Record<string, unknown>>)[key], path);
    }
  }

  #writeView(view: ArrayBufferView): void {
    const name = Object.prototype.toString.call(view).slice(8, -1);
    this.#text(tags.view, Buffer.isBuffer(view) ? "Buffer" : name);
    this.#tag(tags.buffer, view.byteLength);
    this.#bytes(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  }

  #writeMemory(memory: ArrayBufferLike): void {
    this.#tag(tags.buffer, memory.byteLength);
    this.#bytes(new Uint8Array(memory));
  }
}
