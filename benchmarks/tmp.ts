import { Bag, threads, processes } from "holdall";
import { createCells, splitCells } from "./src/founding/expression.ts";
import { addCellsSlowly } from "./src/founding/functions.ts";
const whole = createCells(90);
for (const create of [threads, processes]) for (const _ of [1,2,3]) {
await using pool = create({ workers: 4 });
process.stdout.write("x");
await Bag.fromSequence(splitCells(whole, 25)).map(addCellsSlowly).concatenate().compute({ scheduler: pool });
process.stdout.write(".");
}
