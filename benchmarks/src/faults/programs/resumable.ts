// Computes slow elements with a checkpoint, and says in a file which ones it has begun.
import { appendFileSync } from "node:fs";
import { Bag } from "holdall";

const [directory = "", log = ""] = process.argv.slice(2);

const results = await Bag.range(400, { npartitions: 400 })
  .map((x) => {
    appendFileSync(log, `${x}\n`);
    const end = performance.now() + 20;
    while (performance.now() < end) Math.random();
    return x * x;
  })
  .compute({ scheduler: "processes", workers: 2, checkpoint: directory });
console.log(JSON.stringify(results));
