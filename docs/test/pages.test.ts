import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { transformSync } from "esbuild";
import { beforeAll, describe, expect, test } from "vitest";
import { checkTypes } from "./check-types.ts";
import { extractSnippets } from "./extract-snippets.ts";
import { listPages, listPrograms, root } from "./list-pages.ts";
import { readPromisedOutput } from "./promised-output.ts";
import { runInTurn } from "./run-in-turn.ts";
import { runProgram, type Printed } from "./run-program.ts";

// Inside the workspace, so that a snippet finds the packages as a user's program does.
const folder = path.join(root, "docs/.snippets");

const read = (file: string): string => readFileSync(path.join(root, file), "utf8");

const snippets = listPages()
  .flatMap((page) => extractSnippets(page, read(page)))
  .map((snippet) => ({
    ...snippet,
    file: path.join(folder, `${snippet.name.replaceAll(/\W+/g, "-")}.ts`),
  }));

const programs = listPrograms().map((name) => ({ name, code: read(name), file: path.join(root, name) }));

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { file, code } of snippets) {
    writeFileSync(file, code);
    writeFileSync(
      compiledOf(file),
      transformSync(code, { loader: "ts", format: "esm", target: "node20" }).code,
    );
  }
});

/** Where the snippet is as JavaScript: tsx takes half of the time that most of them take. */
function compiledOf(file: string): string {
  return file.replace(/ts$/, "mjs");
}

/** Whether a snippet changes what the process is like for what runs after it. */
function isAlone(code: string): boolean {
  return /\b(setConfig|register\w+|process)\b/.test(code);
}

function placeOf(name: string): string {
  return /^packages\/[^/]+\/src/.exec(name)?.[0] ?? name.slice(0, name.lastIndexOf(":"));
}

test("the types of every block of code on a page are right", () => {
  const files = snippets.map(({ file }) => file);
  const complaints = checkTypes(path.join(root, "tsconfig.test.json"), files);
  const named = snippets.map(({ name, file }) => [name, complaints.get(file)] as const);
  expect(named.filter(([, found]) => found !== undefined)).toEqual([]);
}, 60_000);

describe("prints what it says", () => {
  const run = snippets
    .filter(({ notRun }) => notRun === undefined)
    .map((snippet) => ({ ...snippet, file: compiledOf(snippet.file) }));
  const runs = new Map<string, ReturnType<typeof runInTurn>>();

  test.each([...run, ...programs])(
    "$name",
    async ({ name, code, file }) => {
      const printed = await (isAlone(code) || file.endsWith(".ts")
        ? runProgram(file)
        : runWithOthers(name, file));
      expect(printed).toEqual({ stdout: readPromisedOutput(name, code), stderr: [] });
    },
    120_000,
  );

  /** Runs the snippet, and with it all others of its page or, where it is in the comments of a source, its package. */
  async function runWithOthers(name: string, file: string): Promise<Printed> {
    const place = placeOf(name);
    const others = run.filter((other) => placeOf(other.name) === place && !isAlone(other.code));
    if (!runs.has(place)) runs.set(place, runInTurn(others.map((other) => other.file)));
    return (await runs.get(place)!).get(file)!;
  }
});
