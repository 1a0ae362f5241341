import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { localFiles, type FileRange, type FoundFile } from "@holdall/io";
import { afterAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(path.join(tmpdir(), "holdall-local-"));
afterAll(() => rmSync(folder, { recursive: true }));

const files = localFiles();

async function read(file: string, range: FileRange): Promise<string> {
  const pieces = [];
  for await (const piece of files.read(file, range)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString();
}

async function find(prefix: string): Promise<FoundFile[]> {
  const found = [];
  for await (const file of files.list!(prefix)) found.push(file);
  return found.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

describe("localFiles", () => {
  it("tells of files what they are, and of what is none nothing", async () => {
    const file = path.join(folder, "a.txt");
    writeFileSync(file, "0123456789");
    const stat = await files.stat(file);
    expect(stat?.size).toBe(10);
    expect(await files.stat(file)).toEqual(stat);
    expect(await files.stat(folder)).toBeUndefined();
    expect(await files.stat(path.join(folder, "nothing"))).toBeUndefined();
  });

  it("reads ranges, and refuses a file that is another one by now or has become shorter", async () => {
    const file = path.join(folder, "b.txt");
    writeFileSync(file, "0123456789");
    const { version } = (await files.stat(file))!;
    expect(await read(file, { start: 2, end: 5, version })).toBe("234");
    expect(await read(file, { start: 7, end: Infinity })).toBe("789");
    expect(await read(file, { start: 4, end: 4 })).toBe("");
    writeFileSync(file, "0123");
    await expect(read(file, { start: 2, end: 5, version })).rejects.toThrow(
      /The file ".*b.txt" has changed since the bag was made/,
    );
    await expect(read(file, { start: 2, end: 5 })).rejects.toThrow("now ends at byte 4");
  });

  it("lists what begins in this way, in folders too", async () => {
    const place = path.join(folder, "list");
    mkdirSync(path.join(place, "sub"), { recursive: true });
    for (const name of ["ab.txt", "ac.txt", "b.txt", "sub/ab.txt"])
      writeFileSync(path.join(place, name), name);
    const names = async (prefix: string): Promise<string[]> =>
      (await find(prefix)).map((file) => path.relative(place, file.path));
    expect(await names(`${place}/`)).toEqual(["ab.txt", "ac.txt", "b.txt", path.join("sub", "ab.txt")]);
    expect(await names(path.join(place, "a"))).toEqual(["ab.txt", "ac.txt"]);
    expect(await names(path.join(place, "nowhere", "a"))).toEqual([]);
    expect((await find(path.join(place, "b")))[0]).toEqual({
      path: path.join(place, "b.txt"),
      ...(await files.stat(path.join(place, "b.txt"))),
    });
  });

  it("writes a file as a whole or not at all", async () => {
    const file = path.join(folder, "new", "c.txt");
    async function* bytes(fails: boolean): AsyncGenerator<Uint8Array> {
      yield Buffer.from("one");
      await Promise.resolve();
      if (fails) throw new Error("no more");
      yield Buffer.from("two");
    }
    await files.write!(file, bytes(false));
    expect(readFileSync(file, "utf8")).toBe("onetwo");
    await expect(files.write!(file, bytes(true))).rejects.toThrow("no more");
    expect(readFileSync(file, "utf8")).toBe("onetwo");
    expect(readdirSync(path.dirname(file))).toEqual(["c.txt"]);
  });
});
