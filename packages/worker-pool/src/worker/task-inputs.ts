import {
  absent,
  createLateInput,
  isSpillPlace,
  sizeOfPlace,
  type ClassList,
  type SpillPlace,
} from "@holdall/core/task";
import { sizeOf, type Block } from "../codec.ts";
import { copyInline, isInline, type WireGroup, type WireInput } from "../messages.ts";
import { decodeValue } from "../value-codec.ts";
import type { Batch } from "./run-batch.ts";

/** What the tasks of a batch read: values of their own, and results of other tasks. */
export class TaskInputs {
  readonly #batch: Pick<Batch, "groups" | "blocks" | "kept" | "files">;
  readonly #classes: ClassList;
  /** By block: how often tasks are still to read it. */
  readonly #reads: number[];

  constructor(batch: Pick<Batch, "groups" | "blocks" | "kept" | "files">, classes: ClassList) {
    this.#batch = batch;
    this.#classes = classes;
    this.#reads = countReads(batch);
  }

  /**
   * Decodes a task's own values, not before it is due: what a class of the user has to say to its data concerns this task
   * alone.
   */
  decodeValues({ shape, values, encoded }: WireGroup, at: number): void {
    if (encoded.length === 0) return;
    const end = shape.values * (at + 1);
    for (let place = shape.values * at; place < end; place++)
      if (encoded.includes(place)) (values as unknown[])[place] = this.#decodeBlock(values[place] as number);
  }

  /** The results of other tasks that a task of a group reads; those that it reads itself still to be read. */
  of({ shape, inputs }: WireGroup, at: number): readonly unknown[] {
    const values = new Array<unknown>(shape.inputs);
    const late = shape.late.length === 0 ? undefined : new Set(shape.late);
    for (let slot = 0; slot < shape.inputs; slot++) {
      const input = inputs[shape.inputs * at + slot];
      values[slot] = late?.has(slot) === true ? this.#lateInputOf(input) : this.read(input);
    }
    return values;
  }

  #lateInputOf(input: WireInput): unknown {
    if (isInline(input) || "absent" in input || "kept" in input) return this.read(input);
    const bytes = isSpillPlace(input) ? sizeOfPlace(input) : sizeOf(this.#batch.blocks[input.block]!);
    return createLateInput(bytes, () => this.read(input));
  }

  /**
   * The value of one of them. Blocks are decoded once per task that reads them: two tasks must not see each other's changes.
   * Those that are kept nobody changes.
   */
  read(input: WireInput): unknown {
    if (isInline(input)) return copyInline(input);
    if ("absent" in input) return absent;
    if ("kept" in input)
      return this.#batch.kept.get(input.kept, this.#classes, (place) => this.#readFile(place));
    if (isSpillPlace(input)) return decodeValue(this.#readFile(input), this.#classes, true);
    return this.#decodeBlock(input.block);
  }

  #decodeBlock(block: number): unknown {
    const reads = (this.#reads[block]! -= 1);
    return decodeValue(this.#batch.blocks[block]!, this.#classes, reads === 0);
  }

  #readFile(place: SpillPlace): Block {
    const { files } = this.#batch;
    if (files === undefined)
      throw new Error("A task reads from a file of which no folder was told. This is a bug in holdall.");
    return files.read(place);
  }
}

function countReads({ groups, blocks }: Pick<Batch, "groups" | "blocks">): number[] {
  const reads = blocks.map(() => 0);
  const count = (input: WireInput): void => {
    if (!isInline(input) && "block" in input) reads[input.block]! += 1;
  };
  for (const { inputs, values, encoded, saves } of groups) {
    inputs.forEach(count);
    for (const { resume } of saves?.values() ?? []) for (const { value } of resume) count(value as WireInput);
    for (const place of encoded) reads[values[place] as number]! += 1;
  }
  return reads;
}
