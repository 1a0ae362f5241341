import { InvalidArgumentError, moduleFunction } from "@holdall/core";
import { expect, it } from "vitest";

const square = (_context: unknown, x: number): number => x * x;

it("names a function by the key it is given under", () => {
  expect(moduleFunction("file:///a.js", { area: square })).toEqual({
    call: square,
    module: "file:///a.js",
    name: "area",
  });
});

it.each([[square], [{}], [{ square: 1 }], [{ square, area: square }]])("refuses %s", (exported) => {
  expect(() => moduleFunction("file:///a.js", exported as never)).toThrow(InvalidArgumentError);
  expect(() => moduleFunction("file:///a.js", exported as never)).toThrow(
    "Expected `exported` to be an object of one function",
  );
});
