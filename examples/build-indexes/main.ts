// An index for every cell of a map: a C function is called with the values that two rasters have there, one cell at
// a time. Cells without data are skipped, and so are those for which the C function fails.
import { isDeepStrictEqual } from "node:util";
import { arraySplit, Bag } from "holdall";
import { aridityIndex } from "./aridity.ts";
import { buildIndexesDirectly, locateIndexes } from "./indexes.ts";
import { DomainError } from "./libm.ts";
import { showProgress } from "./progress.ts";
import { readRasters } from "./rasters.ts";

const noData = -1e10;

/** Works for a chunk of any size: NaN stands for a cell that is skipped. */
function indexCells(precipitation: Float64Array, temperature: Float64Array): Float64Array {
  return precipitation.map((value, cell) => {
    if (value <= noData) return NaN;
    try {
      return aridityIndex(value, temperature[cell]!);
    } catch (error) {
      if (error instanceof DomainError) return NaN;
      throw error;
    }
  });
}

const rasters = await readRasters();

// This only describes the work. Nothing runs before compute().
const precipitation = Bag.fromSequence(arraySplit(rasters.precipitation, 250));
const temperature = Bag.fromSequence(arraySplit(rasters.temperature, 250));
const values = precipitation.map(indexCells, temperature).concatenate();

const expected = buildIndexesDirectly(rasters);
console.log(`${rasters.precipitation.length} cells, ${expected.values.length} have an index`);

for (const scheduler of ["sync", "async", "threads", "processes"]) {
  const start = performance.now();
  const computed = await values.compute({ scheduler, hooks: showProgress(scheduler) });
  const indexes = locateIndexes(computed, rasters.width);
  const seconds = ((performance.now() - start) / 1000).toFixed(2);

  const isEqual = isDeepStrictEqual(indexes, expected);
  console.log(
    `${scheduler.padEnd(10)} ${seconds} s, ${isEqual ? "equal to" : "DIFFERENT from"} the direct loop`,
  );
  if (!isEqual) process.exitCode = 1;
}
