// Files are written to a disk of a megabyte, which no other process sees; or to one that cannot be written.
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { Bag, toParquet, toTextFiles, type WrittenFile } from "holdall";

const [disk = "", what] = process.argv.slice(2);
const out = path.join(disk, "out");
// A first file for which there is room, and others for which there is none.
const texts = Bag.range(40, { npartitions: 4 }).map((x) => (x < 10 ? "x" : String(x).repeat(120_000)));
const records = texts.map((text) => ({ text }));
const writers: readonly Bag<WrittenFile>[] = [
  toTextFiles(texts, out, { ifExists: "overwrite" }),
  toParquet(records, out, { ifExists: "overwrite", compression: "none", rowGroupSize: 2 }),
];

for (const scheduler of ["sync", "async", "threads", "processes"]) {
  for (const writer of writers) {
    const error = await writer.compute({ scheduler, workers: 2 }).then(
      () => "nothing went wrong",
      (reason: unknown) => String(reason),
    );
    const isTold = /The file ".*out.part-\d.*" could not be written: (ENOSPC|EROFS)/.test(error);
    const left = existsSync(out)
      ? readdirSync(out).filter((name) => !/^part-0\.(txt|parquet)$/.test(name))
      : [];
    if (!isTold || left.length > 0 || (what === "read-only" && existsSync(out))) {
      console.error(scheduler, error, left);
      process.exitCode = 1;
    }
  }
}
