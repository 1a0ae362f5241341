import type { ElementWriter } from "@holdall/bag";
import { createOutput, type OpenPlace, type Output } from "./output.ts";
import { whenWritten, type WrittenFile } from "./written-file.ts";

/** Makes bytes of elements, and writes them to the output it was made for. */
export interface ElementEncoder<T> {
  write(element: T): void;
  /** Writes what is left, after the last element. */
  end(): void;
}

/**
 * Writes the file of a partition.
 * @param open - makes what encodes its elements
 * @throws an error that names the file when it cannot be made
 */
export function createFileWriter<T>(
  place: OpenPlace,
  open: (output: Output) => ElementEncoder<T>,
): ElementWriter<T, WrittenFile> {
  const output = createOutput(place);
  const encoder = orAbandon(output, () => open(output));
  let count = 0;
  return {
    write(element) {
      encoder.write(element);
      count += 1;
    },
    close() {
      orAbandon(output, () => encoder.end());
      return whenWritten(output.close(), { path: place.path, count });
    },
    abandon: () => output.abandon(),
  };
}

function orAbandon<T>(output: Output, action: () => T): T {
  try {
    return action();
  } catch (error) {
    output.abandon();
    throw error;
  }
}
