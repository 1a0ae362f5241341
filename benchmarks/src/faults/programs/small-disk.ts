// Runs where a directory is a disk of a megabyte, which no other process sees; or one that cannot be written.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Bag } from "holdall";

const [disk = "", what] = process.argv.slice(2);
const directory = path.join(disk, "results");
const bag = Bag.range(8, { npartitions: 8 }).map((x) => x.toString().repeat(90_000));
const compute = () => bag.computeWithMetadata({ scheduler: "sync", checkpoint: directory });

/** Whether a run fails, and says that it is because of the checkpoint. */
async function isRefused(): Promise<boolean> {
  const error: unknown = await compute().catch((reason: unknown) => reason);
  return (error as { readonly code?: unknown }).code === "HOLDALL_CHECKPOINT";
}

if (what === "read-only") {
  if (!(await isRefused())) process.exitCode = 1;
} else {
  const ballast = path.join(disk, "ballast");
  mkdirSync(directory, { recursive: true });
  writeFileSync(ballast, Buffer.alloc(2 ** 19));
  const isTold = await isRefused();
  rmSync(ballast);
  const { value, metadata } = await compute();
  const isRight = value.every((text, x) => text === x.toString().repeat(90_000));
  const resumed = metadata.checkpoint?.resumed ?? 0;
  if (!isTold || !isRight || resumed === 0) process.exitCode = 1;
}
