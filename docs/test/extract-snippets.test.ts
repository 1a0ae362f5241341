import { expect, test } from "vitest";
import { extractSnippets } from "./extract-snippets.ts";

test("finds the blocks of TypeScript, with the line on which they begin", () => {
  const text = "# A page\n\n```ts\nf();\n```\n\n```sh\nnpm test\n```\n\n- a list\n\n  ```ts\n  g();\n  ```\n";
  expect(extractSnippets("page.md", text)).toEqual([
    { name: "page.md:3", code: "f();\n", notRun: undefined },
    { name: "page.md:13", code: "g();\n", notRun: undefined },
  ]);
});

test("takes the reason of a block that is not run", () => {
  const [snippet] = extractSnippets("page.md", "```ts not-run: needs a server\nf();\n```\n");
  expect(snippet?.notRun).toBe("needs a server");
});

test("refuses a block that is not run without a reason", () => {
  expect(() => extractSnippets("page.md", "```ts not-run\nf();\n```\n")).toThrow(
    'page.md:1: expected "not-run: <the reason>" behind ts, got "not-run"',
  );
});

test("finds the blocks in the comments of a source", () => {
  const text = "/**\n * Does it.\n *\n * ```ts\n * f({\n *   a,\n * });\n *\n * g();\n * ```\n */\n";
  expect(extractSnippets("source.ts", text)).toEqual([
    { name: "source.ts:4", code: "f({\n  a,\n});\n\ng();\n", notRun: undefined },
  ]);
});
