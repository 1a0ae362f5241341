// pnpm faults [words]: makes all kinds of things go wrong, or those whose names have these words in them, and shows what
// came of it. Ends with exit code 1 if anything was lost.
import { layOutTable } from "../text-table.ts";
import type { FaultResult } from "./fault.ts";
import { faults } from "./faults.ts";

const words = process.argv.slice(2);
const chosen = faults.filter(({ name }) => words.every((word) => name.includes(word)));
const rows: { readonly name: string; readonly result: FaultResult | { readonly error: unknown } }[] = [];

for (const { name, inject } of chosen) {
  const start = performance.now();
  const result = await inject().catch((error: unknown) => ({ error }));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.error(`${name}: ${seconds} s`);
  if ("error" in result) console.error(result.error);
  rows.push({ name, result });
}

console.log(
  layOutTable([
    ["", "injected", "survived", "lost (must be 0)"],
    ...rows.map(({ name, result }) =>
      "error" in result
        ? [name, "", "", "failed"]
        : [name, String(result.injected), String(result.survived), String(result.lost)],
    ),
  ]),
);
const isWell = rows.every(({ result }) => !("error" in result) && result.lost === 0);
if (!isWell || rows.length === 0) process.exitCode = 1;
