import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { SpillReader, SpillWriter, type SpillPlace } from "@holdall/core";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cases } from "../../../../test/cases.ts";
import { RunSpill } from "../../src/spill/run-spill.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "holdall-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function createSpill(limit = 1000): { readonly spill: RunSpill; readonly told: string[] } {
  const told: string[] = [];
  const spill = new RunSpill({
    limit,
    isRead: () => true,
    tell: ({ direction, bytes, results, worker }) =>
      void told.push(`${direction} ${bytes} bytes of ${results} by ${worker}`),
  });
  return { spill, told };
}

const bytes = (length: number, value = 1): Uint8Array => new Uint8Array(length).fill(value);

describe("what is written", () => {
  it("is read as it was, whatever pieces it has", () => {
    const values = fc.array(fc.array(fc.uint8Array({ maxLength: 50 }), { minLength: 1, maxLength: 4 }), {
      maxLength: 8,
    });
    const writer = new SpillWriter();
    fc.assert(
      fc.property(fc.array(values, { maxLength: 3 }), (batches) => {
        const places = batches.flatMap((batch) => writer.write(folder, batch));
        const reader = new SpillReader(folder);
        expect(places.map((place) => reader.read(place))).toEqual(batches.flat());
        reader.close();
      }),
      cases(25),
    );
  });

  it("is so when there are more pieces than a system takes at once", () => {
    const pieces = Array.from({ length: 1500 }, (_, i) => bytes(3, i));
    const [place] = new SpillWriter().write(folder, [pieces]);
    const reader = new SpillReader(folder);
    expect(reader.read(place!)).toEqual(pieces);
    reader.close();
  });

  it("may be larger than what is read in one go", () => {
    const [place] = new SpillWriter().write(folder, [[bytes(3)]]);
    const reader = new SpillReader(folder);
    // To have so much in a file would take a test long: that nothing but its end is wrong says enough.
    const large = { ...place!, lengths: [2 ** 31] };
    expect(() => reader.read(large)).toThrow("it ends before byte 2147483648");
    reader.close();
  });

  it("goes to another file after one could not be written to", () => {
    const writer = new SpillWriter();
    const [first] = writer.write(folder, [[bytes(3)]]);
    rmSync(path.join(folder, first!.file));
    // What was in it is lost.
    expect(() => writer.write(folder, [[bytes(3)]])).toThrow(
      /^Results that were written to the temporary file ".*" could not be read again: ENOENT/,
    );
    const [second] = writer.write(folder, [[bytes(3)]]);
    expect(second).toMatchObject({ start: 0 });
    expect(readdirSync(folder)).toEqual([second!.file]);
  });
});

describe("a run", () => {
  it("is near its limit before it is over it, and neither once it has ended", () => {
    const { spill } = createSpill();
    spill.hold(600);
    expect([spill.isNear, spill.isOver]).toEqual([false, false]);
    spill.hold(1);
    expect([spill.isNear, spill.isOver]).toEqual([true, false]);
    spill.hold(400);
    expect([spill.isNear, spill.isOver]).toEqual([true, true]);
    spill.hold(-500);
    expect([spill.isNear, spill.isOver]).toEqual([false, false]);
    spill.hold(1000);
    spill.close();
    expect([spill.isNear, spill.isOver]).toEqual([false, false]);
  });

  it("makes a folder when it needs one, counts, and removes it", () => {
    const { spill, told } = createSpill();
    expect([spill.openFolder, spill.isUsed]).toEqual([undefined, false]);
    const places = spill.write([[bytes(10)], [bytes(5), bytes(6)]]);
    expect(readdirSync(spill.folder)).toEqual([places[0]!.file]);
    expect(spill.read(places[1]!)).toEqual([bytes(5), bytes(6)]);
    expect(told).toEqual(["written 21 bytes of 2 by 0", "read 11 bytes of 1 by 0"]);
    expect(spill.spilled).toBe(21);
    const own = spill.folder;
    spill.close();
    expect(readdirSync(path.dirname(own))).not.toContain(path.basename(own));
    expect(() => spill.read(places[0]!)).toThrow("that is over");
  });

  it("removes a file when all of it has been read, and its writer has begun another", () => {
    const { spill } = createSpill();
    const write = (file: string): SpillPlace => {
      writeFileSync(path.join(spill.folder, file), "x");
      const place = { file, start: 0, lengths: [1], check: 0 };
      spill.add([place], 1);
      return place;
    };
    const files = (): string[] => readdirSync(spill.folder).sort();
    const [first, other] = [write("7-1-1"), write("7-2-1")];
    spill.drop([first]);
    expect(files()).toEqual(["7-1-1", "7-2-1"]);
    const second = write("7-1-2");
    expect(files()).toEqual(["7-1-2", "7-2-1"]);
    write("7-1-3");
    spill.drop([second, other]);
    expect(files()).toEqual(["7-1-3", "7-2-1"]);
    spill.close();
  });
});
