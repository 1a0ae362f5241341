import { writeSync } from "node:fs";
import { Bag } from "holdall";

await Bag.range(2, { npartitions: 2 })
  .map(() => {
    writeSync(1, `${process.pid}\n`);
    for (;;) Math.random();
  })
  .compute({ scheduler: "processes", workers: 2 });
