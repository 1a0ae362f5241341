import { describe, expect, test } from "vitest";
import { parseFunctionSource } from "../../src/source/function-source.ts";

function freeNames(text: string, strict = true): string[] {
  const source = parseFunctionSource(text, strict);
  if (!source) throw new Error(`not parsed: ${text}`);
  return [...source.outside.names.keys()];
}

/** What is known of the free name `it`. */
function uses(text: string): unknown {
  const found = parseFunctionSource(text, true)?.outside.names.get("it");
  return found && { assigned: found.assigned, whole: found.whole, paths: found.paths, calls: found.calls };
}

describe("free names", () => {
  test.each<[string, string[]]>([
    ["(a) => a + b", ["b"]],
    ["({ a: b, c = d, ...e }, [f, , g = a]) => [b, e, f, g, h]", ["d", "a", "h"]],
    ["function f(a = x) { var x; return x }", ["x"]],
    ["function f() { return [f, arguments, g] }", ["g"]],
    ["() => { later(); function later() {} ; let x = x1; { let y = x; } return y }", ["x1", "y"]],
    [
      "() => { for (const i of list) i; for (let j = 0; j < n; j++) j; for (k in o) ; return i }",
      ["list", "n", "k", "o", "i"],
    ],
    ["() => { try { a } catch ({ message, b = c }) { message; b } }", ["a", "c"]],
    ["() => { switch (a) { case b: let c = 1; return c; default: return d } }", ["a", "b", "d"]],
    ["() => { label: for (;;) { continue label } }", []],
    ["() => ({ a, b: c, [d]: e, f() { return g }, get h() { return i } })", ["a", "c", "d", "e", "g", "i"]],
    ["() => a.b?.c[d](`${e}`)", ["a", "d", "e"]],
    [
      "() => class A extends B { [c] = d; static e = A; #f = g; h() { return this.#f + super.i() } }",
      ["B", "c", "d", "g"],
    ],
    ["() => { if (a) { var b = 1 } return b }", ["a"]],
    ["async function* f() { for await (const x of xs) yield* g(x) }", ["xs", "g"]],
    ["() => { ({ a, b: c.d, [e]: f = g } = h) }", ["a", "e", "c", "f", "g", "h"].sort()],
    ["method(a) { return a + b }", ["b"]],
    ["async *[key](a) { yield a + b }", ["b"]],
    ["get it() { return a }", ["a"]],
    ["class A extends B { static x = y; static { z } [k]() { return w } v = u }", ["w", "u"]],
    ["() => import.meta.url + new.target", []],
  ])("%s", (text, expected) => {
    const found = freeNames(text);
    expect(text.includes("c.d") ? found.sort() : found).toEqual(expected);
  });

  test("functions in blocks are hoisted in sloppy code only", () => {
    expect(freeNames("() => { { function f() {} } return f }", false)).toEqual([]);
    expect(freeNames("() => { { function f() {} } return f }", true)).toEqual(["f"]);
  });
});

describe("uses of a name", () => {
  test.each<[string, unknown]>([
    ["() => it.a.b", { assigned: false, whole: false, paths: [["a", "b"]], calls: [] }],
    ["() => it['a'][0]", { assigned: false, whole: false, paths: [["a", "0"]], calls: [] }],
    ["() => it.a(it.b)", { assigned: false, whole: false, paths: [["b"]], calls: [["a"]] }],
    ["() => it?.a?.b()", { assigned: false, whole: false, paths: [], calls: [["a", "b"]] }],
    ["() => (0, it.a)()", { assigned: false, whole: false, paths: [["a"]], calls: [] }],
    ["() => it.a[x].b", { assigned: false, whole: false, paths: [["a"]], calls: [] }],
    ["() => it", { assigned: false, whole: true, paths: [], calls: [] }],
    ["() => it[x]", { assigned: false, whole: true, paths: [], calls: [] }],
    ["() => { it.a = 1 }", { assigned: false, whole: true, paths: [], calls: [] }],
    [
      "() => { it.a.b = 1; delete it.c.d; it.e.f++ }",
      { assigned: false, whole: false, paths: [["a"], ["c"], ["e"]], calls: [] },
    ],
    ["() => { it = 1 }", { assigned: true, whole: false, paths: [], calls: [] }],
    ["() => { it ??= {}; }", { assigned: true, whole: true, paths: [], calls: [] }],
    ["() => { [it, { it }] = x; it++ }", { assigned: true, whole: true, paths: [], calls: [] }],
    [
      "() => { const { a, b: { c }, 'd': e } = it; }",
      { assigned: false, whole: false, paths: [["a"], ["b", "c"], ["d"]], calls: [] },
    ],
    [
      "() => { const { a: [b], c: { d = x, ...e }, f: { g } = {}, h: {}, i: { [j]: k } } = it; }",
      { assigned: false, whole: false, paths: [["a"], ["c"], ["f", "g"], ["h"], ["i"]], calls: [] },
    ],
    ["() => { const { a, ...rest } = it; }", { assigned: false, whole: true, paths: [], calls: [] }],
    ["() => it.a`x`", { assigned: false, whole: false, paths: [], calls: [["a"]] }],
    ["() => new it.A()", { assigned: false, whole: false, paths: [["A"]], calls: [] }],
    ["() => { for (it of x) ; }", { assigned: true, whole: false, paths: [], calls: [] }],
  ])("%s", (text, expected) => {
    expect(uses(text)).toEqual(expected);
  });
});

describe("what belongs to the function around", () => {
  test.each<[string, string[]]>([
    ["() => this", ["this"]],
    ["function f() { return () => this }", []],
    ["() => function () { return this }", []],
    ["() => () => arguments", ["arguments"]],
    ["() => super.x", ["super"]],
    ["() => class { m() { return super.x } }", []],
    ["() => new.target", ["new.target"]],
    ["class A { m = () => this; constructor() { new.target } }", []],
    ["m() { return () => this }", []],
  ])("%s", (text, expected) => {
    const lexical = parseFunctionSource(text, true)?.outside.lexical ?? {};
    expect(
      Object.entries(lexical).flatMap(([name, places]) => ((places as unknown[]).length > 0 ? [name] : [])),
    ).toEqual(expected);
  });

  test("`super` and private names of a method are seen", () => {
    expect(parseFunctionSource("m() { return super.m() }", true)?.outside.own.super).toBe(true);
    expect([...(parseFunctionSource("(x) => x.#a", true)?.outside.privateNames ?? [])]).toEqual(["a"]);
    expect([
      ...(parseFunctionSource("class { #a; m(x) { return x.#a } }", true)?.outside.privateNames ?? []),
    ]).toEqual([]);
  });

  test("native code is no source", () => {
    expect(parseFunctionSource(String(Math.sqrt), true)).toBeUndefined();
  });
});
