import { worthSpilling, type SpillPlace } from "@holdall/core/task";
import { bytesOf, memoriesOf, type Block } from "./codec.ts";
import { isBlock, type WireResult } from "./messages.ts";

/**
 * Results of a task, with places in the place of those that are written: all that are worth it, and share no memory.
 * @param write - writes results, each as its pieces, one after the other
 */
export function spillResults(
  results: readonly WireResult[],
  write: (values: readonly (readonly Uint8Array[])[]) => readonly SpillPlace[],
): readonly WireResult[] {
  const pieces = results.map((result) => (isBlock(result) ? worthSpilling(toPieces(result)) : undefined));
  const values = pieces.filter((one) => one !== undefined);
  if (values.length === 0) return results;
  const places = write(values).values();
  return results.map((result, i) => (pieces[i] === undefined ? result : places.next().value!));
}

/** The bytes of a block, one after the other; nothing where it shares memory. */
export function toPieces(block: Block): readonly Uint8Array[] | undefined {
  const memories = memoriesOf(block);
  if (memories.some((memory) => !(memory instanceof ArrayBuffer))) return undefined;
  return [bytesOf(block), ...memories.map((memory) => new Uint8Array(memory))];
}

/** The block of pieces that were read again. */
export function fromPieces([bytes, ...memories]: readonly Uint8Array<ArrayBuffer>[]): Block {
  return memories.length === 0 ? bytes! : { bytes: bytes!, memories: memories.map(({ buffer }) => buffer) };
}
