import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Bag, readText, toJsonLines, toTextFiles } from "holdall";
import { afterAll, expect, it } from "vitest";
import { onEveryScheduler } from "./on-every-scheduler.js";

const folder = mkdtempSync(path.join(tmpdir(), "holdall-write-"));
afterAll(() => rmSync(folder, { recursive: true }));

onEveryScheduler((scheduler, name) => {
  const out = path.join(folder, name);
  // Where steps are tasks of their own, what fails does so before its file is begun.
  const optimised = { scheduler, optimize: true };

  it("writes a file for each partition, and goes on where there is one", async () => {
    const log = path.join(folder, `${name}.log`);
    const records = Bag.range(2000, { npartitions: 4 })
      .filter((id) => id % 3 !== 0)
      .map((id) => {
        if (id % 500 === 1) writeFileSync(log, `${id} `, { flag: "a" });
        return { id, name: `näme ${id}` };
      });
    const written = toJsonLines(records, path.join(out, "*.jsonl"), { ifExists: "skip" });
    const files = await written.compute({ scheduler });
    expect(files.map(({ count }) => count)).toEqual([333, 333, 334, 333]);
    rmSync(files[2]!.path);
    rmSync(log);
    const again = await written.compute({ scheduler });
    expect(again.map(({ status }) => status)).toEqual(["skipped", "skipped", "written", "skipped"]);
    expect(new Set(readFileSync(log, "utf8").trim().split(" "))).toEqual(new Set(["1001"]));
    expect(again.map(({ bytes }) => bytes)).toEqual(files.map(({ bytes }) => bytes));
    const ids = readText(files.map((file) => file.path)).map(
      (line) => (JSON.parse(line) as { id: number }).id,
    );
    expect(await ids.compute({ scheduler })).toEqual(await records.pluck("id").compute({ scheduler }));
  });

  it("leaves whole files and nothing else when something fails", async () => {
    const failed = path.join(out, "failed");
    const words = Bag.range(400, { npartitions: 4 }).map((id) => {
      if (id === 250) throw new Error("unlucky");
      return "word".repeat(id);
    });
    const run = toTextFiles(words, failed).compute(optimised);
    await expect(run).rejects.toMatchObject({ partition: 2, cause: { message: "unlucky" } });
    const whole = readdirSync(failed).filter((file) => file !== "part-2.txt");
    expect(readdirSync(failed)).toEqual(whole);
    for (const file of whole)
      expect(readFileSync(path.join(failed, file), "utf8").split("\n")).toHaveLength(101);
  });

  it.runIf(name === "threads" || name === "processes")(
    "writes the file of a worker that died anew, and removes what that left",
    async () => {
      const marker = path.join(folder, `${name} has died`);
      const died = path.join(out, "died");
      const words = Bag.range(40, { npartitions: 4 }).map((id) => {
        if (id === 25 && !existsSync(marker)) {
          writeFileSync(marker, readdirSync(died).join(" "));
          process.exit(3);
        }
        return `word ${id}`;
      });
      const files = await toTextFiles(words, died).compute(optimised);
      expect(readFileSync(marker, "utf8")).toMatch(/\.part-2\.txt\.[0-9a-f]{12}\.holdall/);
      expect(readdirSync(died)).toEqual(["part-0.txt", "part-1.txt", "part-2.txt", "part-3.txt"]);
      expect(files.map(({ count }) => count)).toEqual([10, 10, 10, 10]);
      expect(await readText(path.join(died, "*")).count().compute({ scheduler })).toBe(40);
    },
  );

  it.runIf(name === "threads" || name === "processes")(
    "leaves nothing of what was under way when a run is aborted",
    async () => {
      const aborted = path.join(out, "aborted");
      const started = path.join(folder, `${name} has started`);
      const controller = new AbortController();
      const words = Bag.range(20, { npartitions: 2 }).map((id) => {
        if (id === 5) {
          writeFileSync(started, "");
          for (;;);
        }
        return `word ${id}`;
      });
      const run = toTextFiles(words, aborted).compute({ ...optimised, signal: controller.signal });
      const stop = setInterval(() => existsSync(started) && controller.abort(), 5);
      await expect(run).rejects.toMatchObject({ name: "AbortError" });
      clearInterval(stop);
      expect(readdirSync(aborted).filter((file) => file !== "part-1.txt")).toEqual([]);
    },
  );
});
