import { ClassList, registeredClasses, type RegisteredClass } from "@holdall/core/task";
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
    const { record, file } = located;
    try {
      const classes = new ClassList(record.classes.map((name) => this.#classNamed(name)));
      const values = readResult(located).map(([bytes, ...memories]) =>
        decodeValue(toBlock(bytes!, memories), classes, true),
      );
      return { values, skipped: record.skipped.length === 0 ? undefined : new Map(record.skipped) };
    } catch (error) {
      warnOfDamage(file, error instanceof DamagedFileError ? error.message : String(error));
      this.#byKey.delete(key);
      return undefined;
    }
  }

  /** @throws Error when a value holds what cannot be stored */
  save(label: ResultLabel, { values, skipped }: StoredResult): void {
    const parts = values.map((value) => {
      const block = encodeValue(value, this.#crossing, "What is to be stored");
      return [bytesOf(block), ...memoriesOf(block).map((memory) => new Uint8Array(memory))];
    });
    const pieces = parts.flat();
    const record: ResultRecord = {
      ...label,
      time: Date.now(),
      skipped: [...(skipped ?? [])],
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
      writeIndex(this.#layout, [...this.#byKey.values()]);
    } finally {
      this.#lock.release();
    }
  }

  #remember(located: LocatedResult): void {
    const { record } = located;
    this.#byKey.set(record.key, located);
    this.#byPlace.set(record.place, record);
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
