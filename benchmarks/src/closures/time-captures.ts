import { deserialize, serialize as serializeByV8 } from "node:v8";
import { revive, serialize } from "@holdall/closure";
import { medianOf, time, timeAsync } from "../median.ts";
import type { Sample } from "./sample.ts";

/** Milliseconds for all closures of the sample, medians. */
export interface CaptureTimings {
  /** A call for each closure. */
  readonly serialize: number;
  /** One call for an array of all. */
  readonly serializeArray: number;
  readonly revive: number;
  readonly reviveArray: number;
  /** `fn.toString()` of each: the text, and nothing that it captures. */
  readonly toText: number;
  /** What each captures, without the function. */
  readonly structuredClone: number;
  readonly v8Serialize: number;
  readonly v8Deserialize: number;
}

const runs = 7;

/** @throws if a revived function does not give what the original gives */
export async function timeCaptures(samples: readonly Sample[]): Promise<CaptureTimings> {
  const fns = samples.map(({ fn }) => fn);
  const captured = samples.map((sample) => sample.captured);
  const cloned = captured.map((values) => serializeByV8(values));
  const each = fns.map((fn) => serialize(fn));
  const array = serialize(fns);
  assertAlike(fns, await Promise.all(each.map((data) => revive<Sample["fn"]>(data))));
  assertAlike(fns, await revive<Sample["fn"][]>(array));
  return {
    serialize: await medianOf(runs, () => time(() => fns.map((fn) => serialize(fn)))),
    serializeArray: await medianOf(runs, () => time(() => serialize(fns))),
    revive: await medianOf(runs, () =>
      timeAsync(async () => {
        for (const data of each) await revive(data);
      }),
    ),
    reviveArray: await medianOf(runs, () => timeAsync(() => revive(array))),
    toText: await medianOf(runs, () => time(() => fns.map((fn) => fn.toString()))),
    structuredClone: await medianOf(runs, () =>
      time(() => captured.map((values) => structuredClone(values))),
    ),
    v8Serialize: await medianOf(runs, () => time(() => captured.map((values) => serializeByV8(values)))),
    v8Deserialize: await medianOf(runs, () =>
      time(() => cloned.map((bytes) => deserialize(bytes) as unknown)),
    ),
  };
}

function assertAlike(originals: readonly Sample["fn"][], revived: readonly Sample["fn"][]): void {
  if (originals.some((fn, index) => revived[index]?.(100) !== fn(100))) {
    throw new Error("A revived function does not give what the original gives");
  }
}
