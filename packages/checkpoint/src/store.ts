import { ClassList, registeredClasses, type RegisteredClass, type TaskPart } from "@holdall/core/task";
import type { StoredResult } from "@holdall/core";
import {
  bytesOf,
  decodeValue,
  encodeValue,
  memoriesOf,
  type Block,
  type Crossing,
} from "@holdall/worker-pool/encoding";
import { warnOfDamage } from "./errors.ts";
import {
  DamagedFileError,
  hashOf,
  readResult,
  type LocatedResult,
  type ResultRecord,
} from "./files/group-file.ts";
import { GroupWriter } from "./files/group-writer.ts";
import { Layout } from "./files/layout.ts";
import type { OwnerLock } from "./files/owners.ts";
import { writeIndex } from "./write-index.ts";

/** What is said of a result that is to be stored. */
export type ResultLabel = Pick<ResultRecord, "key" | "place" | "operation" | "partition" | "code" | "data">;

/** The results in one directory, for one run. */
export class ResultStore {
  readonly #layout: Layout;
  readonly #lock: OwnerLock;
  readonly #writer: GroupWriter;
  readonly #byKey = new Map<string, LocatedResult>();
  /** Parts of results, by the keys of these. */
  readonly #parts = new Map<string, LocatedResult[]>();
  readonly #byPlace = new Map<string, ResultRecord>();
  readonly #classes: readonly RegisteredClass[] = registeredClasses();
  readonly #crossing: Crossing;

  /**
   * @param strict - whether instances of classes that are not registered are refused
   * @throws CheckpointError when the directory cannot be used
   */
  constructor(
    directory: string,
    { strict, fail }: { readonly strict: boolean; readonly fail: (error: unknown) => void },
  ) {
    this.#layout = new Layout(directory);
    this.#lock = this.#layout.enter();
    this.#crossing = { classes: new ClassList(this.#classes), strict, sharesMemory: false };
    try {
      this.#layout.removeRemains(this.#layout.others(this.#lock.name), this.#lock.name);
      for (const located of this.#layout.readAll()) this.#remember(located);
    } catch (error) {
      this.#lock.release();
      throw error;
    }
    this.#writer = new GroupWriter(this.#layout, this.#lock.name, {
      onStored: (results) => results.forEach((located) => this.#remember(located)),
      isNeeded: ({ key, part }) => part === undefined || !this.#byKey.has(key),
      onError: fail,
    });
  }

  /** What is stored under a key. */
  recordOf(key: string): ResultRecord | undefined {
    return this.#byKey.get(key)?.record;
  }

  /** What was stored last of the task at a place, whatever it depended on. */
  lastAt(place: string): ResultRecord | undefined {
    return this.#byPlace.get(place);
  }

  /** The result stored under a key; nothing where it is damaged, and then it is not there any more. */
  load(key: string): StoredResult | undefined {
    const located = this.#byKey.get(key)!;
    const values = this.#read(located);
    if (values === undefined) {
      this.#byKey.delete(key);
      return undefined;
    }
    const { skipped } = located.record;
    return { values, skipped: skipped.length === 0 ? undefined : new Map(skipped) };
  }

  /** Its values; nothing where they are damaged, which the user is told. */
  #read(located: LocatedResult): unknown[] | undefined {
    try {
      const classes = this.#classesNamed(located.record.classes);
      return readResult(located).map(([bytes, ...memories]) =>
        decodeValue(toBlock(bytes!, memories), classes, true),
      );
    } catch (error) {
      warnOfDamage(located.file, error instanceof DamagedFileError ? error.message : String(error));
      return undefined;
    }
  }

  /** What is stored of an unfinished result, from its beginning, in order. */
  loadParts(key: string): TaskPart[] {
    const chain: TaskPart[] = [];
    let from = 0;
    for (;;) {
      const next = this.#longestPart(key, from);
      if (next === undefined) return chain;
      const values = this.#read(next);
      if (values === undefined) this.#parts.get(key)!.splice(this.#parts.get(key)!.indexOf(next), 1);
      else {
        const { upTo, position } = next.record.part!;
        chain.push({ upTo, position, skipped: next.record.skipped, value: values[0] });
        from = upTo;
      }
    }
  }

  /**
   * Stores what a task has come to since the part before.
   * @param from - how many elements were done before it
   * @throws Error when a value holds what cannot be stored
   */
  savePart(label: ResultLabel, from: number, { upTo, position, skipped, value }: TaskPart): void {
    this.#add({ ...label, part: { from, upTo, position } }, { values: [value], skipped });
  }

  /** @throws Error when a value holds what cannot be stored */
  save(label: ResultLabel, { values, skipped }: StoredResult): void {
    this.#add(label, { values, skipped: [...(skipped ?? [])] });
  }

  #add(
    label: ResultLabel & Pick<ResultRecord, "part">,
    { values, skipped }: { readonly values: readonly unknown[]; readonly skipped: ResultRecord["skipped"] },
  ): void {
    const parts = values.map((value) => {
      const block = encodeValue(value, this.#crossing, "What is to be stored");
      return [bytesOf(block), ...memoriesOf(block).map((memory) => new Uint8Array(memory))];
    });
    const pieces = parts.flat();
    const record: ResultRecord = {
      ...label,
      time: Date.now(),
      skipped,
      parts: parts.map((part) => part.map(({ byteLength }) => byteLength)),
      classes: this.#classes.map(({ name }) => name),
      hash: hashOf(pieces),
    };
    this.#writer.add({ record, pieces });
  }

  room(): Promise<void> | undefined {
    return this.#writer.room();
  }

  async close(): Promise<void> {
    try {
      await this.#writer.flush();
      writeIndex(this.#layout, [...this.#byKey.values(), ...this.#unfinished()]);
    } finally {
      this.#lock.release();
    }
  }

  #remember(located: LocatedResult): void {
    const { record } = located;
    const { key, part, place } = record;
    this.#byPlace.set(place, record);
    if (part === undefined) this.#byKey.set(key, located);
    else {
      // It may only have moved.
      const others = (this.#parts.get(key) ?? []).filter((other) => other.record.hash !== record.hash);
      this.#parts.set(key, [...others, located]);
    }
  }

  #unfinished(): LocatedResult[] {
    return [...this.#parts].flatMap(([key, parts]) => (this.#byKey.has(key) ? [] : parts));
  }

  #longestPart(key: string, from: number): LocatedResult | undefined {
    const next = (this.#parts.get(key) ?? []).filter(({ record }) => record.part!.from === from);
    return next.sort((one, other) => other.record.part!.upTo - one.record.part!.upTo)[0];
  }

  // Most results were stored where the same classes were registered.
  #classesNamed(names: readonly string[]): ClassList {
    const isSame =
      names.length === this.#classes.length && names.every((name, i) => name === this.#classes[i]!.name);
    return isSame ? this.#crossing.classes : new ClassList(names.map((name) => this.#classNamed(name)));
  }

  #classNamed(name: string): RegisteredClass {
    const found = this.#classes.find((registered) => registered.name === name);
    if (found === undefined)
      throw new DamagedFileError(`it was written where the class ${name} was registered, which here is not`);
    return found;
  }
}

function toBlock(bytes: Uint8Array, memories: readonly Uint8Array[]): Block {
  if (memories.length === 0) return bytes;
  return {
    bytes,
    memories: memories.map(({ buffer, byteOffset, byteLength }) =>
      buffer.slice(byteOffset, byteOffset + byteLength),
    ),
  };
}
