import { Bag as BagOfElements } from "@holdall/bag";
import * as io from "@holdall/io";

const { readArrow, readAvro, readBinary, readCsv, readJsonLines, readParquet, readText } = io;
const readers = { readArrow, readAvro, readBinary, readCsv, readJsonLines, readParquet, readText };

/** A bag of elements, as `@holdall/bag` has it. */
export type Bag<T> = BagOfElements<T>;

/**
 * Makes bags: of what is in memory as in `@holdall/bag`, and of files by the functions of @holdall/io that do so, which are
 * there under their names. `Bag.readText(paths)` is `readText(paths)`.
 *
 * @example
 * ```ts
 * import { writeFileSync } from "node:fs";
 * import { Bag } from "holdall";
 *
 * writeFileSync("words.txt", "to be\nor not\nto be\n");
 * console.log(await Bag.readText("words.txt").count().compute()); // 3
 * ```
 */
export const Bag: typeof BagOfElements &
  Pick<
    typeof io,
    "readArrow" | "readAvro" | "readBinary" | "readCsv" | "readJsonLines" | "readParquet" | "readText"
  > = Object.assign(BagOfElements, readers);
