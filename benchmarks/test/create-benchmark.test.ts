import { expect, test, vi } from "vitest";
import { createBenchmark } from "../src/create-benchmark.ts";
import { below } from "../src/target.ts";

const benchmark = createBenchmark({
  measure: (report) => {
    report("the start");
    return Promise.resolve({ start: 12 });
  },
  format: ({ start }) => `start ${start}`,
  compareWithTargets: ({ start }) => [below("ms", "start", 10, start)],
});

async function print(args: string[]): Promise<string> {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  await benchmark(args);
  return String(log.mock.lastCall?.[0]);
}

test("prints a table and what came of the promises", async () => {
  expect(await print([])).toContain("\nstart 12\n\nMISSED  start");
  expect(console.error).toHaveBeenLastCalledWith("Measuring the start ...");
});

test("prints an object for programs", async () => {
  expect(JSON.parse(await print(["--json"]))).toEqual({
    start: 12,
    targets: [{ name: "start", unit: "ms", limit: 10, measured: 12, isMet: false }],
  });
});

test("refuses what it does not know", async () => {
  await expect(benchmark(["--jsno"])).rejects.toThrow("--jsno");
});
