import { revive, serialize, type SerializedValue } from "@holdall/closure";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cases } from "../../../test/cases.ts";
import { decodeJson, encodeJson } from "./fixtures/wire.mjs";

const anything = fc.anything({
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
});

test("any value comes back as it was, through structured clone and through JSON", async () => {
  await fc.assert(
    fc.asyncProperty(anything, async (value) => {
      const data = serialize(value);
      expect(serialize(value)).toEqual(data);
      expect(await revive(structuredClone(data))).toStrictEqual(value);
      expect(await revive(decodeJson(encodeJson(data)) as SerializedValue)).toStrictEqual(value);
    }),
    cases(300),
  );
});

test("a function gives the value it captures, whatever that is", async () => {
  await fc.assert(
    fc.asyncProperty(anything, async (value) => {
      const copy = await revive<() => unknown>(structuredClone(serialize(() => value)));
      expect(copy()).toStrictEqual(value);
    }),
    cases(100),
  );
});

test("the caller's value is untouched", () => {
  const value = { bytes: new Uint8Array([1, 2]), list: Object.freeze([1]) };
  serialize(() => value);
  expect(value).toEqual({ bytes: new Uint8Array([1, 2]), list: [1] });
  expect(Object.isExtensible(value)).toBe(true);
});

test("data of another format is refused", async () => {
  await expect(
    revive({ format: 2, root: null, nodes: [] } as unknown as SerializedValue),
  ).rejects.toMatchObject({
    name: "ClosureError",
    code: "HOLDALL_CLOSURE_BAD_DATA",
  });
});

test("a module that is not there is told", async () => {
  const data = {
    format: 1,
    root: { ref: 0 },
    nodes: [{ kind: "import", specifier: "file:///nowhere/at-all.js", by: "import", path: ["x"] }],
  } as const;
  await expect(revive(data)).rejects.toMatchObject({ code: "HOLDALL_CLOSURE_IMPORT_FAILED" });
});

test("an export that is not there is told", async () => {
  const data = {
    format: 1,
    root: { ref: 0 },
    nodes: [{ kind: "import", specifier: "node:fs", by: "import", path: ["nothingOfThisName"] }],
  } as const;
  await expect(revive(data)).rejects.toThrow(/`node:fs` has no export `nothingOfThisName`/);
});
