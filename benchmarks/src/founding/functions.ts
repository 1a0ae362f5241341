/** The two rasters' values in one chunk of cells. */
export type Chunk = readonly [first: Float64Array, second: Float64Array];

/** Costs next to nothing: what it takes is what going parallel takes. */
export function addCells([first, second]: Chunk): Float64Array {
  return first.map((value, cell) => value + second[cell]!);
}

/** Stands for the call of a slow library: blocks its thread for 20 ms per cell, without using the processor. */
export function addCellsSlowly([first, second]: Chunk): Float64Array {
  return first.map((value, cell) => {
    Atomics.wait(neverNotified, 0, 0, 20);
    return value + second[cell]!;
  });
}

const neverNotified = new Int32Array(new SharedArrayBuffer(4));
