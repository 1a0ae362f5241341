// Whether the heap grows with the number of captures. Needs --expose-gc.
import { setImmediate } from "node:timers/promises";
import { serialize } from "@holdall/closure";
import { createSamples } from "../sample.ts";

const captures = Number(process.argv[2]);

function capture(): void {
  // Made one by one: a list of them would have to be let go as well.
  for (let index = 0; index < captures; index++) {
    for (const { fn } of createSamples(1)) serialize(fn);
  }
}

async function measureHeap(): Promise<number> {
  await setImmediate(); // what a session of the inspector leaves behind is let go in the event loop
  gc!();
  gc!();
  return process.memoryUsage().heapUsed;
}

capture(); // by then V8 has optimised what it will, and its code has its size
const before = await measureHeap();
capture();
const bytes = (await measureHeap()) - before;
console.log(JSON.stringify(bytes));
