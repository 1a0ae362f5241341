import { expect, test } from "vitest";
import { createInstantiationCounter } from "../../dist/types/count-instantiations.js";
import { formatMeasurement } from "../../dist/types/table.js";
import type { TypesMeasurement } from "../../dist/types/measure.js";
import { arrayCalls, bagCalls, declarationsOf } from "../../dist/types/operations.js";

const count = createInstantiationCounter();

test("counts the same again and again, and more for more", () => {
  const write = (types: number): string =>
    ['import { Bag, type Item } from "holdall";']
      .concat(Array.from({ length: types }, (_, i) => `${declarationsOf(i)}\nbag${i}.map((x) => x.value);`))
      .join("\n");
  const [one, two, three, four] = [1, 2, 3, 4].map((types) => count(write(types))) as [
    number,
    number,
    number,
    number,
  ];
  expect(count(write(1))).toBe(one);
  expect(two).toBeGreaterThan(one);
  expect(four - three).toBe(three - two); // the second one finds out how types of ours relate to each other
});

test("measures no program that has errors", () => {
  expect(() => count("const x: string = 1;")).toThrow("Type 'number' is not assignable to type 'string'.");
});

test("asks for calls that compile", () => {
  const calls = [...bagCalls, ...arrayCalls].map(({ expression }) => `void (${expression(0)});`);
  const program = ['import { Bag, type Item } from "holdall";', declarationsOf(0), ...calls].join("\n");
  expect(count(program)).toBeGreaterThan(0);
});

test("writes a table", () => {
  const measurement: TypesMeasurement = {
    typescript: "6.0.3",
    bags: [{ name: "map", first: 58, again: 0 }],
    arrays: [{ name: "map", first: 24, again: 0 }],
  };
  expect(formatMeasurement(measurement)).toMatch(/^map +58\.0 +0\.0$/m);
});
