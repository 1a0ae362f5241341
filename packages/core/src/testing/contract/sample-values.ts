import { Buffer } from "node:buffer";

const cycle: { self?: unknown; name: string } = { name: "cycle" };
cycle.self = cycle;
const twice = { shared: true };

/** Values of every kind that has to survive the way to a worker and back, by what they are. */
export const sampleValues: Readonly<Record<string, unknown>> = {
  undefined: undefined,
  null: null,
  "not a number": NaN,
  "minus zero": -0,
  infinity: -Infinity,
  "a large integer": 2n ** 80n,
  "a long string": "äöü€😀".repeat(500),
  "an empty array": [],
  "an array with holes": [1, , 3], // eslint-disable-line no-sparse-arrays -- that is the point
  "nested objects": { a: [{ b: { c: [undefined, null] } }] },
  "a date": new Date(0),
  "a regular expression": /a+(?<name>b)/giu,
  "a map with object keys": new Map<unknown, unknown>([[{ key: 1 }, new Set([1, "1"])]]),
  "a cycle": cycle,
  "one object in two places": [twice, twice],
  "a typed array that is a view": new Float32Array([0, 1, 2, 3]).subarray(1, 3),
  "big integers in an array": BigInt64Array.of(-1n, 2n ** 62n),
  "a buffer": Buffer.from("bytes"),
  "an array buffer": Uint8Array.of(1, 2, 3).buffer,
  "a data view": new DataView(Uint8Array.of(1, 2, 3).buffer, 1),
};
