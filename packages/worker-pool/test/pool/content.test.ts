import { Shared } from "@holdall/core";
import { expect, it } from "vitest";
import { createContent } from "../../src/pool/content.ts";

const transport = { pack: (bytes: readonly Uint8Array[]) => bytes, sharesMemory: false };

function nameOf(value: unknown): string {
  const layer = {
    name: "layer",
    operation: "map",
    size: 1,
    parts: 1,
    shared: [new Shared(value)],
    inputs: () => [],
    task: () => ({ steps: [], parts: 1 }),
  };
  return createContent([layer], [], transport)!.name;
}

it("names what is equal alike, however V8 holds its arrays in memory, and all else apart", () => {
  const roomy = new Array<number>(3); // which V8 holds as an array that may have holes
  for (let i = 0; i < 3; i++) roomy[i] = i;
  expect(nameOf(roomy)).toBe(nameOf([0, 1, 2]));
  expect(nameOf([0, 1, 3])).not.toBe(nameOf([0, 1, 2]));
  expect(nameOf({ a: 1 })).not.toBe(nameOf({ b: 1 }));
});
