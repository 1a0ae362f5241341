import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** What a file of the package imports, and those that it imports. */
function importsOf(file: URL, seen = new Set<string>()): Set<string> {
  const found = new Set<string>();
  if (seen.has(file.href)) return found;
  seen.add(file.href);
  for (const [, from] of readFileSync(file, "utf8").matchAll(/^(?:import|export) .*?from "([^"]+)";$/gm)) {
    if (from!.startsWith(".")) importsOf(new URL(from!, file), seen).forEach((name) => found.add(name));
    else if (!from!.startsWith("node:")) found.add(from!);
  }
  return found;
}

it("has workers load no more than what tasks call, which brings no zod", () => {
  const tasks = new URL("../dist/tasks.js", import.meta.url);
  expect([...importsOf(tasks)]).toEqual(["@holdall/core/task"]);
});
