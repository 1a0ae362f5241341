// Runs that need temporary files, on a disk of a megabyte which no other process sees; or one that cannot be written.
import { readdirSync } from "node:fs";
import { Bag } from "holdall";

const [disk = ""] = process.argv.slice(2);
process.env["TMPDIR"] = disk;

function records(count: number): Bag<{ readonly key: number; readonly text: string }> {
  return Bag.range(count, { npartitions: 16 }).map((x) => ({ key: x % 100, text: x.toString().repeat(100) }));
}
// There is no room for what waits to be grouped; or for that, but not for groups that are too large for memory beside it.
const bags = [
  records(8000).groupBy("key", { npartitions: 4 }).count(),
  records(2000)
    .groupBy("key", { npartitions: 1, as: "iterable" })
    .filter(([, group]) => [...group].length > 0)
    .map(([key]) => key)
    .count(),
];

for (const scheduler of ["sync", "async", "threads", "processes"]) {
  for (const bag of bags) {
    const error: unknown = await bag
      .compute({ scheduler, workers: 2, memoryLimit: 1000 })
      .catch((reason: unknown) => reason);
    const isTold = (error as { readonly code?: unknown }).code === "HOLDALL_SPILL_FAILED";
    const count = await bag.compute({ scheduler, workers: 2, memoryLimit: Infinity });
    if (!isTold || count !== 100 || readdirSync(disk).length > 0) {
      console.error(scheduler, error, count, readdirSync(disk));
      process.exitCode = 1;
    }
  }
}
