import { aridityIndex } from "./aridity.ts";
import { DomainError } from "./libm.ts";
import type { Rasters } from "./rasters.ts";

/** The cells that have an index, row by row. */
export interface Indexes {
  readonly rows: Uint16Array;
  readonly columns: Uint16Array;
  readonly values: Float64Array;
}

/** The plain way: one loop over all cells, and three lists that become arrays at the end. */
export function buildIndexesDirectly({ height, width, precipitation, temperature }: Rasters): Indexes {
  const rows: number[] = [];
  const columns: number[] = [];
  const values: number[] = [];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const cell = row * width + column;
      if (precipitation[cell]! <= -1e10) continue;
      try {
        values.push(aridityIndex(precipitation[cell]!, temperature[cell]!));
        rows.push(row);
        columns.push(column);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
      }
    }
  }
  return {
    rows: Uint16Array.from(rows),
    columns: Uint16Array.from(columns),
    values: Float64Array.from(values),
  };
}

/**
 * Rows and columns follow from where a value stands.
 *
 * @param values - one for each cell of the grid, NaN where there is none
 */
export function locateIndexes(values: Float64Array, width: number): Indexes {
  const cells = Uint32Array.from(values.keys()).filter((cell) => !Number.isNaN(values[cell]));
  return {
    rows: Uint16Array.from(cells, (cell) => Math.floor(cell / width)),
    columns: Uint16Array.from(cells, (cell) => cell % width),
    values: Float64Array.from(cells, (cell) => values[cell]!),
  };
}
