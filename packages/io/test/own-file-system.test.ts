import { InvalidArgumentError } from "@holdall/core";
import { httpFiles, readText, type FileSystem } from "@holdall/io";
import { describe, expect, it } from "vitest";

/** A file system that says this of every file, and finds one. */
const saying =
  (stat: unknown): (() => FileSystem) =>
  () => ({
    stat: (file) => Promise.resolve((file.includes("*") ? undefined : stat) as undefined),
    async *list() {
      yield await Promise.resolve({ path: "mine:/a", ...(stat as { size: number }) });
    },
    async *read() {},
  });

describe("a file system of one's own", () => {
  it.each([NaN, -1, 1.5, Infinity, null, "2", 2n])(
    "is refused at the call where it says that a file has %s bytes",
    (size) => {
      const message =
        /Expected `fileSystem` to say of "mine:\/a" that its `size` is a whole number from 0 up, or/;
      const fileSystem = saying({ size });
      for (const place of ["mine:/a", "mine:/*"]) {
        expect(() => readText(place, { fileSystem })).toThrow(message);
        expect(() => readText(place, { fileSystem })).toThrow(InvalidArgumentError);
      }
    },
  );

  it.each<[string, () => unknown, RegExp]>([
    ["says null of a file", saying(null), /size` is a whole number from 0 up, or undefined, got null/],
    ["is a promise", async () => Promise.resolve({}), /with the functions `stat` and `read`, got a Promise/],
    ["is none", () => undefined, /with the functions `stat` and `read`, got undefined/],
    [
      "cannot read",
      () => ({ stat: () => Promise.resolve() }),
      /with the functions `stat` and `read`, got an/,
    ],
    ["has bad options", () => httpFiles({ retries: -1 }), /httpFiles\(\): Expected `retries`/],
  ])("is refused at the call where it %s", (_, fileSystem, message) => {
    const call = (): unknown => readText("mine:/a", { fileSystem: fileSystem as never });
    expect(call).toThrow(message);
    expect(call).toThrow(InvalidArgumentError);
  });

  it("fails at the call with what it fails with", () => {
    const fileSystem = (): FileSystem => ({
      stat: () => Promise.reject(new RangeError("out of reach")),
      async *read() {},
    });
    expect(() => readText("mine:/a", { fileSystem })).toThrow(new RangeError("out of reach"));
  });
});
