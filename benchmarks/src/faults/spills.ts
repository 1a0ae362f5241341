import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, rmSync, truncateSync } from "node:fs";
import path from "node:path";
import { Bag, type RunOptions } from "holdall";
import type { Fault, FaultResult } from "./fault.ts";
import { cutShort, flipBit, inFolder } from "./in-folder.ts";
import { onSmallDisk, programPath, smallDisks } from "./small-disk.ts";

/** What happens to results that wait in temporary files. */
export const spillFaults: readonly Fault[] = [
  ...["sync", "threads", "processes"].flatMap((scheduler) => [
    {
      name: `temporary file with a bit flipped, ${scheduler}`,
      inject: () => inFolder(damageBy(flipBit, scheduler)),
    },
    { name: `temporary file cut short, ${scheduler}`, inject: () => inFolder(damageBy(cutShort, scheduler)) },
    {
      name: `temporary file removed, ${scheduler}`,
      inject: () => inFolder(damageBy((file) => rmSync(file), scheduler)),
    },
  ]),
  ...["sync", "threads", "processes"].map((scheduler) => ({
    name: `temporary file of a group cut short while it is iterated, ${scheduler}`,
    inject: () => inFolder(damageGroups(scheduler)),
  })),
  ...smallDisks.map((what) => ({
    name: `temporary files on a disk that is ${what}`,
    inject: () => inFolder((folder) => onSmallDisk("spill-on-small-disk", { folder, what })),
  })),
  { name: "script killed that has temporary files, files left of it", inject: () => inFolder(killScripts) },
];

const records = Bag.range(4000, { npartitions: 8 }).map((x) => ({
  key: x % 100,
  text: `element ${x} `.repeat(4),
}));
const bag = records.groupBy("key", { npartitions: 4 }).count();

/** Calls with another folder for what is temporary. */
async function withTemporary<T>(folder: string, fn: () => Promise<T>): Promise<T> {
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = folder;
  try {
    return await fn();
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
}

const damages = 10;

/** Damaged files must not be used but told of, and nothing may be left of them. */
function damageBy(
  damage: (file: string) => void,
  scheduler: string,
): (folder: string) => Promise<FaultResult> {
  return (folder) =>
    withTemporary(folder, async () => {
      let lost = 0;
      for (let i = 0; i < damages; i++) {
        const damaged: string[] = [];
        const damageAll = (): void => {
          for (const own of readdirSync(folder))
            for (const name of readdirSync(path.join(folder, own)))
              damaged.push(path.join(folder, own, name));
          damaged.forEach(damage);
        };
        const options: RunOptions = {
          scheduler,
          memoryLimit: 1000,
          hooks: {
            event: (event) =>
              void (
                event.type === "spill" &&
                event.direction === "read" &&
                damaged.length === 0 &&
                damageAll()
              ),
          },
        };
        const outcome: unknown = await bag.compute(options).catch((reason: unknown) => reason);
        // A bit may be one of a result that had been read.
        const isRight =
          outcome === 100 || (outcome as { readonly code?: unknown }).code === "HOLDALL_SPILL_FAILED";
        if (damaged.length === 0 || !isRight || readdirSync(folder).length > 0) lost += 1;
      }
      return { injected: damages, survived: damages - lost, lost };
    });
}

/** The same of the files that a task has of its own, once it has begun to read them. */
function damageGroups(scheduler: string): (folder: string) => Promise<FaultResult> {
  return (folder) =>
    withTemporary(folder, async () => {
      let lost = 0;
      for (let i = 0; i < damages; i++) {
        const sizes = records.groupBy("key", { npartitions: 1, as: "iterable" }).map(([, group]) => {
          let size = 0;
          for (const _ of group) {
            if (size++ > 0) continue;
            for (const own of readdirSync(folder))
              for (const name of readdirSync(path.join(folder, own)))
                if (name.startsWith("scratch-")) truncateSync(path.join(folder, own, name), 1);
          }
          return size;
        });
        const outcome: unknown = await sizes
          .compute({ scheduler, memoryLimit: 1000 })
          .catch((reason: unknown) => reason);
        const isTold = (outcome as { readonly code?: unknown }).code === "HOLDALL_SPILL_FAILED";
        if (!isTold || readdirSync(folder).length > 0) lost += 1;
      }
      return { injected: damages, survived: damages - lost, lost };
    });
}

const kills = 5;

/** What is left of a script that was killed is removed by the next one. */
async function killScripts(folder: string): Promise<FaultResult> {
  let lost = 0;
  for (let i = 0; i < kills; i++) {
    const script = spawn(process.execPath, [programPath("spill-and-wait")], {
      env: { ...process.env, TMPDIR: folder },
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(script.stdout, "data");
    script.kill("SIGKILL");
    await once(script, "exit");
    const left = readdirSync(folder).length;
    await withTemporary(folder, () => bag.compute({ scheduler: "sync", memoryLimit: 1000 }));
    if (left === 0 || readdirSync(folder).length > 0) lost += 1;
  }
  return { injected: kills, survived: kills - lost, lost };
}
