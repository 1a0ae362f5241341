import vm from "node:vm";
import { ClassList, findInstances, UnregisteredClassError } from "@holdall/core/task";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../../../test/cases.ts";

class Point {
  readonly x = 1;
}
class Line {
  readonly points: unknown[] = [];
}
class Stranger {
  inside: unknown = undefined;
}

const classes = new ClassList([
  { name: "Point", Class: Point, encode: undefined, decode: undefined },
  { name: "Line", Class: Line, encode: undefined, decode: undefined },
]);

function find(
  value: unknown,
  strict = true,
): { readonly instances: Set<object>; readonly errors: Set<Error> } | undefined {
  const found = findInstances(value, { classes, strict }, "The value");
  if (found === undefined) return undefined;
  expect(found.places).toEqual(
    found.instances.map((one) => classes.placeOf(Object.getPrototypeOf(one) as object)),
  );
  return { instances: new Set(found.instances), errors: new Set(found.errors) };
}

function refusalOf(value: unknown): UnregisteredClassError {
  try {
    find(value);
  } catch (error) {
    if (error instanceof UnregisteredClassError) return error;
    throw error;
  }
  throw new Error("Nothing was refused.");
}

describe("looking for instances", () => {
  it.each([
    ["a primitive", "text"],
    ["nothing", null],
    [
      "records",
      [
        { id: 1, tags: ["a"] },
        { id: 2, tags: [] },
      ],
    ],
    ["numbers and strings", [Array.from({ length: 100 }, (_, i) => i / 3), ["a", 1, "b"], [1, 2.5, "c"]]],
    ["objects without a prototype", Object.assign(Object.create(null) as object, { a: [1] })],
    ["dates and regular expressions", [new Date(), /a/]],
    ["maps and sets", new Map<unknown, unknown>([[{ a: 1 }, new Set([[1]])]])],
    [
      "buffers and views",
      [new ArrayBuffer(1), Buffer.from("a"), Float64Array.of(1), new DataView(new ArrayBuffer(1))],
    ],
    ["boxed primitives", [Object(1), Object("ab"), Object(true), Object(1n)]],
    ["an array with holes", [, { a: 1 }]], // eslint-disable-line no-sparse-arrays -- that is the point
    [
      "what another context made",
      vm.runInNewContext("[{ a: [1] }, new Map([[1, new Set()]]), new Date(), Int8Array.of(1)]"),
    ],
  ])("finds none in %s", (_, value) => {
    expect(find(value)).toBeUndefined();
  });

  it("finds those of registered classes, wherever they are, whatever holds them", () => {
    const [inArray, inObject, asKey, asValue, inSet, inInstance] = Array.from(
      { length: 6 },
      () => new Point(),
    );
    const line = new Line();
    line.points.push(inInstance, inArray);
    const value = [
      [inArray],
      { deep: { inObject } },
      new Map<unknown, unknown>([[asKey, asValue]]),
      new Set([inSet]),
      line,
    ];
    expect(find(value)?.instances).toEqual(
      new Set([inArray, inObject, asKey, asValue, inSet, line, inInstance]),
    );
    expect(find(value)?.instances.size).toBe(7);
    expect(find(new Point())?.instances.size).toBe(1);
  });

  it("finds errors of any class, and what Node hides", () => {
    class OwnError extends RangeError {}
    const errors = [new Error("a"), new OwnError("b"), new AggregateError([])];
    expect(find({ errors })).toMatchObject({ errors: new Set(errors), instances: new Set() });
    const url = new URL("a:b");
    expect(find([url, new URLSearchParams(), new DOMException()])?.instances.size).toBe(3);
  });

  it("comes to an end in cycles, and in lists and trees however deep", () => {
    const point = new Point();
    const cycle: Record<string, unknown> = { point };
    cycle["self"] = { back: [cycle] };
    expect(find(cycle)?.instances).toEqual(new Set([point]));
    let list: unknown = { end: point };
    for (let i = 0; i < 100_000; i++) list = { next: list };
    expect(find(list)?.instances).toEqual(new Set([point]));
  });

  it("takes time that grows with the data alone, whatever is shared in it", () => {
    let shared: unknown = [new Point()];
    for (let i = 0; i < 60; i++) shared = [shared, shared, { shared }];
    const table = Array.from({ length: 2000 }, (_, id) => ({ id }));
    const rows = Array.from({ length: 50_000 }, (_, id) => ({ id, table, shared }));
    const begin = performance.now();
    expect(find(rows)?.instances.size).toBe(1);
    expect(performance.now() - begin).toBeLessThan(2000);
  });

  it("looks at the elements that a huge array with few of them has", () => {
    const array: unknown[] = [1];
    array[4e9] = new Point();
    expect(find(array)?.instances.size).toBe(1);
    expect(refusalOf(Object.assign([], { 4e8: new Stranger() })).path).toBe('["400000000"]');
  });

  it("agrees with a search that looks at everything", () => {
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom<unknown[]>(1, "a", null, undefined),
        fc.array(tie("value"), { maxLength: 12 }),
        fc.dictionary(fc.constantFrom("a", "b", "c"), tie("value")),
        fc.array(tie("value"), { maxLength: 3 }).map((items) => new Set(items)),
        fc.array(fc.tuple(tie("value"), tie("value")), { maxLength: 3 }).map((items) => new Map(items)),
        fc.constant(0).map(() => new Point()),
        fc.array(tie("value"), { maxLength: 3 }).map((points) => Object.assign(new Line(), { points })),
        fc.array(tie("value"), { maxLength: 3 }).map((items) => [items, items, { items }]),
      ),
    }));
    fc.assert(
      fc.property(value, (data) => {
        expect(find(data)?.instances ?? new Set()).toEqual(instancesIn(data));
      }),
      cases(500),
    );
  });
});

/** Everything, noted as seen at once. */
function instancesIn(data: unknown): Set<object> {
  const seen = new Set<unknown>([data]);
  for (const item of seen) {
    if (item instanceof Map) for (const entry of item) entry.forEach((part) => seen.add(part));
    else if (item instanceof Set) for (const element of item) seen.add(element);
    else if (typeof item === "object" && item !== null) Object.values(item).forEach((part) => seen.add(part));
  }
  return new Set([...seen].filter((item) => item instanceof Point || item instanceof Line));
}

describe("an instance of a class that is not registered", () => {
  it.each([
    ["", new Stranger()],
    ["[1]", [0, new Stranger()]],
    [".a[0].b", { a: [{ b: new Stranger() }] }],
    ['["not a name"].$x', { "not a name": { $x: new Stranger() } }],
    [
      " (entry 1)",
      new Map([
        [1, 1],
        [new Stranger(), 2],
      ] as [unknown, unknown][]),
    ],
    ["[0] (entry 0).a", [new Map([["k", { a: new Stranger() }]])]],
    [" (element 2)", new Set([1, 2, new Stranger()])],
    ["[0].points[1]", [Object.assign(new Line(), { points: [1, new Stranger()] })]],
  ])("is refused by its class and the way to it: %s", (path, value) => {
    const refusal = refusalOf(value);
    expect(refusal).toMatchObject({ className: "Stranger", path, code: "HOLDALL_UNREGISTERED_CLASS" });
    expect(refusal.message).toBe(
      `The value holds an instance of the class Stranger${path === "" ? "" : ` at ${path}`}, which other threads and processes would get as a plain object. ` +
        "Register the class with registerClass(Stranger), or accept plain objects with the option `strict: false`.",
    );
  });

  it("is refused where its class extends one that is kept, or has no name", () => {
    class Names extends Map<string, string> {}
    class Chunk extends Float64Array {}
    class Other extends Point {}
    expect(refusalOf([new Names()]).className).toBe("Names");
    expect(refusalOf([new Chunk()]).className).toBe("Chunk");
    expect(refusalOf([new Other()]).className).toBe("Other");
    expect(refusalOf([new (class {})()]).className).toBe("Object");
    expect(refusalOf([Object.create({ inherited: 1 })]).className).toBe("Object");
    expect(refusalOf([vm.runInNewContext("new (class Foreign {})()")]).className).toBe("Foreign");
  });

  it.each([
    [Promise.resolve(1), "Promise", "Await it first."],
    [[1].values(), "Array Iterator", "Make an array of what it gives: `[...iterator]`."],
    ["a".matchAll(/a/g), "RegExp String Iterator", "Make an array of what it gives: `[...iterator]`."],
    [(function* () {})(), "Generator", "Make an array of what it gives: `[...iterator]`."],
    [new WeakMap(), "WeakMap", "Send the data that it is made of, and make it where it is needed."],
  ])("is refused for good where nobody could make it again: %s", (value, className, remedy) => {
    const refusal = refusalOf([value]);
    expect(refusal).toMatchObject({ className, path: "[0]" });
    expect(refusal.message).toBe(
      `The value holds an instance of the class ${className} at [0], which cannot be sent to other threads and processes. ${remedy}`,
    );
  });

  it("is refused with what helps where its class has no name, or it has no class", () => {
    expect(refusalOf(new (class {})()).message).toContain("registerClass(Class, { name })");
    expect(refusalOf(Object.create({ inherited: 1 })).message).toContain("Make a plain object of it");
  });

  it("is let through where plain objects are accepted, and looked into", () => {
    const stranger = new Stranger();
    stranger.inside = [new Point()];
    expect(find([stranger], false)?.instances).toEqual(new Set([(stranger.inside as Point[])[0]]));
    expect(find([new Stranger()], false)).toBeUndefined();
  });
});
