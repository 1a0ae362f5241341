import { expect, test } from "vitest";
import { mediansInTurn } from "../src/medians-in-turn.ts";

test("measures all in turn, and gives the median of each", async () => {
  const measured: string[] = [];
  const measure = (name: string, values: number[]) => () => {
    measured.push(name);
    return Promise.resolve(values.shift()!);
  };
  expect(
    await mediansInTurn(3, { first: measure("first", [3, 1, 2]), second: measure("second", [7, 9, 8]) }),
  ).toEqual({ first: 2, second: 8 });
  expect(measured).toEqual(["first", "second", "first", "second", "first", "second"]);
});
