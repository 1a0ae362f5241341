import { expect, test } from "vitest";
import { layOutTable } from "../src/text-table.ts";

test("sets the first column to the left and the others to the right", () => {
  expect(
    layOutTable([
      ["", "cold", "warm"],
      ["threads", "12", "3.5"],
      ["sync", "", "7"],
    ]),
  ).toBe(["          cold   warm", "threads     12    3.5", "sync                7"].join("\n"));
});
