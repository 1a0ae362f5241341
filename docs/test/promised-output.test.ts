import { expect, test } from "vitest";
import { readPromisedOutput } from "./promised-output.ts";

test("takes the comment behind each console.log", () => {
  const code = `console.log(1); // 1\nconst x = 2; // not this one\nconsole.log(\n  x,\n); // 2\n`;
  expect(readPromisedOutput("page", code)).toEqual(["1", "2"]);
});

test("takes the lines of comment right below", () => {
  const code = `console.log(x); // 1\n// 2\n\n// not this one\nf();\n`;
  expect(readPromisedOutput("page", code)).toEqual(["1", "2"]);
});

test("takes the comment of a call inside another statement", () => {
  expect(readPromisedOutput("page", "for (const x of xs) console.log(x); // 1\n")).toEqual(["1"]);
});

test("refuses a console.log that does not say what it prints", () => {
  expect(() => readPromisedOutput("page", "console.log(1);\n")).toThrow("page: console.log(1) does not say");
});
