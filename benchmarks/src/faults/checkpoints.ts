import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, truncateSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { Bag } from "holdall";
import type { Fault, FaultResult } from "./fault.ts";
import { cutShort, flipBit, inFolder } from "./in-folder.ts";
import { onSmallDisk, programPath, smallDisks } from "./small-disk.ts";

export const checkpointFaults: readonly Fault[] = [
  { name: "script killed at a random moment and resumed", inject: () => inFolder(killAndResume) },
  { name: "checkpoint file with a bit flipped", inject: () => inFolder(damageBy(flipBit)) },
  { name: "checkpoint file cut short", inject: () => inFolder(damageBy(cutShort)) },
  { name: "checkpoint file emptied", inject: () => inFolder(damageBy((file) => truncateSync(file))) },
  ...smallDisks.map((what) => ({
    name: `checkpoint directory on a disk that is ${what}`,
    inject: () => inFolder((folder) => onSmallDisk("small-disk", { folder, what })),
  })),
];

const kills = 20;
const elements = 400;

// Two workers, each with a task under way and one that is queued or on its way to the disk.
const mostInFlight = 8;

/** What is killed and run again has to come to the same, and begin no more elements again than were in flight. */
async function killAndResume(folder: string): Promise<FaultResult> {
  const log = path.join(folder, "log");
  let injected = 0;
  while (injected < kills) {
    const script = startResumable(folder, log);
    const begun = countLines(log);
    while (countLines(log) === begun && script.exitCode === null) await sleep(5);
    await sleep(Math.random() * 300);
    if (script.exitCode !== null) break; // all is done
    script.kill("SIGKILL");
    await once(script, "exit");
    injected += 1;
  }
  const script = startResumable(folder, log);
  const results = JSON.parse(await text(script.stdout)) as readonly number[];
  const wrong = elements - results.filter((square, x) => square === x * x).length;
  const repeated = countLines(log) - elements;
  const lost = wrong + Math.max(0, repeated - injected * mostInFlight);
  return { injected, survived: injected - Math.min(injected, lost), lost };
}

function startResumable(folder: string, log: string) {
  const args = [programPath("resumable"), path.join(folder, "results"), log];
  return spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
}

function countLines(file: string): number {
  return existsSync(file) ? readFileSync(file, "latin1").split("\n").length - 1 : 0;
}

const damages = 20;

/** A damaged file must not be used but told of, and what was in it is computed once more. */
function damageBy(damage: (file: string) => void): (folder: string) => Promise<FaultResult> {
  return async (folder) => {
    const bag = Bag.range(100, { npartitions: 10 }).map((x) => `element ${x}`);
    let lost = 0;
    for (let i = 0; i < damages; i++) {
      const directory = path.join(folder, String(i));
      const options = { scheduler: "sync", checkpoint: directory };
      const expected = await bag.compute(options);
      const files = readdirSync(path.join(directory, "results"));
      damage(path.join(directory, "results", files[Math.floor(Math.random() * files.length)]!));
      const told = once(process, "warning");
      const results = await bag.compute(options);
      const isRight = results.every((element, x) => element === expected[x]);
      const isTold = await Promise.race([told.then(isOfDamage), sleep(1000, false)]);
      if (!isRight || !isTold) lost += 1;
    }
    return { injected: damages, survived: damages - lost, lost };
  };
}

function isOfDamage([warning]: readonly unknown[]): boolean {
  return (warning as { readonly code?: unknown }).code === "HOLDALL_CHECKPOINT_DAMAGED";
}
