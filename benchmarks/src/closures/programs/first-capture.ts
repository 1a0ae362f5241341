// What serializing costs a process that has not captured anything yet.
import { serialize } from "@holdall/closure";
import { time } from "../../median.ts";
import { createSamples } from "../sample.ts";

/** Milliseconds. */
export interface FirstCapture {
  /** The first call of `serialize`. */
  readonly one: number;
  /** All closures, one by one, the first one included. */
  readonly all: number;
}

const [first, ...others] = createSamples(Number(process.argv[2])).map(({ fn }) => fn);
const one = time(() => serialize(first));
const all = one + time(() => others.map((fn) => serialize(fn)));
console.log(JSON.stringify({ one, all } satisfies FirstCapture));
