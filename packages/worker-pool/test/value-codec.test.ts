import { asColumns, ClassList, packPairs, type PairColumns, type RegisteredClass } from "@holdall/core/task";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../../test/cases.ts";
import { sizeOf } from "../src/codec.ts";
import { decodeValue, encodeResult, encodeValue, type Crossing } from "../src/value-codec.ts";

class Point {
  x: unknown;
  constructor(x: unknown) {
    this.x = x;
  }
  get double(): number {
    return 2 * (this.x as number);
  }
  set y(_value: unknown) {
    throw new Error("a setter that nobody may call");
  }
}

class Money {
  readonly #cents: unknown;
  constructor(cents: unknown) {
    this.#cents = cents;
  }
  get cents(): unknown {
    return this.#cents;
  }
}

class Names extends Map<string, number> {
  override get size(): number {
    return -super.size;
  }
}
class Items extends Array<number> {
  label = "";
}
class Chunk extends Float64Array<ArrayBuffer> {
  get total(): number {
    return this.reduce((sum, x) => sum + x, 0);
  }
}
class OwnError extends RangeError {
  readonly code = "OWN";
  get isOwn(): boolean {
    return true;
  }
}

function register(Class: RegisteredClass["Class"], own: Partial<RegisteredClass> = {}): RegisteredClass {
  return {
    name: (Class as unknown as { readonly name: string }).name,
    Class,
    encode: undefined,
    decode: undefined,
    ...own,
  };
}

const money = register(Money, {
  encode: ({ cents }: Money) => cents,
  decode: (cents: unknown) => new Money(cents),
});
const registered = [
  register(Point),
  register(Names),
  register(Items),
  register(Chunk),
  register(OwnError),
  money,
];
const crossing: Crossing = { classes: new ClassList(registered), strict: true, sharesMemory: false };

function roundTrip<T>(value: T, own: Partial<Crossing> = {}): T {
  const way = { ...crossing, ...own };
  return decodeValue(encodeValue(value, way, "The value"), way.classes, true) as T;
}

describe("data without instances", () => {
  it("comes out as structured clone would give it, but for errors", () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withSet: true,
      withSparseArray: true,
      withTypedArray: true,
    });
    fc.assert(
      fc.property(anything, (value) => {
        expect(roundTrip(value)).toStrictEqual(structuredClone(value));
      }),
    );
  });

  it("takes no more room than before", () => {
    expect(sizeOf(encodeValue([1, { a: "b" }], crossing, ""))).toBe(
      sizeOf(encodeValue([1, { a: "c" }], crossing, "")),
    );
    expect(sizeOf(encodeValue({ a: 1 }, crossing, ""))).toBeLessThan(12);
  });
});

describe("results that are columns", () => {
  const numbers = Array.from({ length: 100 }, (_, i) => i);
  const records = numbers.map((i) => ({ id: i, name: `n${i}` }));
  const send = (result: unknown): unknown =>
    decodeValue(encodeResult(result, crossing), crossing.classes, true);
  const sizeOfSent = (result: unknown): number => sizeOf(encodeResult(result, crossing));

  it.each<[string, object]>([
    ["numbers", { keys: Int32Array.from(numbers), values: numbers, before: 3, isMerged: true }],
    ["records", { keys: ["a"], lengths: [100], values: records }],
    ["instances", { keys: ["a"], values: numbers.map((i) => new Point(i)) }],
    ["what no table is of", { keys: ["a"], values: [new Map([[1, new Point(2)]]), /x/, [records[0]]] }],
  ])("come out as they went in: of %s", (_, columns) => {
    expect(send(asColumns({ ...columns }))).toStrictEqual(columns);
  });

  it("take less room than the same result, if records are among them", () => {
    expect(sizeOfSent(asColumns({ records }))).toBeLessThan(0.7 * sizeOfSent({ records }));
  });

  it("keep that two are one where that was not said to be impossible", () => {
    const [one] = records;
    const sent = send(asColumns({ values: [...records, one] })) as { values: object[] };
    expect(sent.values[0]).toBe(sent.values[100]);
  });

  it("become the pairs that they are of", () => {
    const pairs = [
      ["a", records.slice(0, 60)],
      ["b", []],
      ["c", records.slice(60)],
    ];
    const toColumns = (values: unknown[]): PairColumns => ({
      keys: ["a", "b", "c"],
      values,
      lengths: [60, 0, 40],
    });
    const toPairs = (): unknown[] => pairs;
    expect(send(packPairs({ toPairs, toColumns: () => toColumns(records) }))).toStrictEqual(pairs);
    expect(send(packPairs({ toPairs, toColumns: () => toColumns([...records, /x/]) }))).toStrictEqual(pairs);
    expect(send(packPairs({ toPairs, toColumns: () => undefined }))).toStrictEqual(pairs);
  });

  it("may hold no instances of classes that are not registered", () => {
    class Stranger {}
    const strangers = numbers.map(() => new Stranger());
    expect(() => send(asColumns({ keys: ["a"], values: strangers }))).toThrow("Stranger");
  });
});

describe("instances that are cloned", () => {
  it("are of their class again, wherever they are, with the properties they had", () => {
    const value = {
      list: [new Point(1)],
      map: new Map([[new Point(2), new Set([new Point(3)])]]),
      in: new Point(new Point(4)),
    };
    const copy = roundTrip(value);
    expect(copy).toStrictEqual(value);
    expect(copy.list[0]!.double).toBe(2);
    expect((copy.in.x as Point).double).toBe(8);
    expect(roundTrip(new Point(7)).double).toBe(14);
  });

  it("stay one where they were one, in cycles too", () => {
    const point = new Point(undefined);
    point.x = [point];
    const [first, second] = roundTrip([point, point]);
    expect(first).toBe(second);
    expect((first.x as Point[])[0]).toBe(first);
    let list: Point | undefined;
    for (let i = 0; i < 1000; i++) list = new Point(list);
    let length = 0;
    for (let at: unknown = roundTrip(list); at instanceof Point; at = at.x) length += 1;
    expect(length).toBe(1000);
  });

  it("keep what the language keeps of the class they extend", () => {
    const names = new Names([["a", 1]]);
    const items = Object.assign(Items.of(1, 2) as Items, { label: "two" });
    const copy = roundTrip({ names, items, chunk: Chunk.of(1, 2) as Chunk });
    expect(copy.names).toBeInstanceOf(Names);
    expect([copy.names.get("a"), copy.names.size]).toEqual([1, -1]);
    expect(copy.items).toBeInstanceOf(Items);
    expect([...copy.items, copy.items.label]).toEqual([1, 2, "two"]);
    expect(copy.chunk.total).toBe(3);
  });

  it("are refused where the language would drop their properties", () => {
    const names = Object.assign(new Names(), { owner: "me" });
    expect(() => roundTrip([names])).toThrow(
      `An instance of the class Names, which extends one of the language's, has the property "owner", which would be lost.`,
    );
  });

  it("are written column by column where many are alike, and those of a class beside them are not", () => {
    const many = Array.from({ length: 100 }, (_, i) => new Point(i));
    expect(sizeOf(encodeValue(many, crossing, ""))).toBeLessThan(600);
    expect(roundTrip(many)).toStrictEqual(many);
    expect(roundTrip(many)[7]!.double).toBe(14);
    const mixed = [...many, { x: 1 }];
    expect(roundTrip(mixed)).toStrictEqual(mixed);
    const prices = Array.from({ length: 100 }, (_, i) => new Money(i));
    expect(roundTrip(prices).map(({ cents }) => cents)).toEqual(prices.map(({ cents }) => cents));
    const errors = Array.from({ length: 40 }, () => new OwnError("o"));
    expect(roundTrip(errors).every((error) => error.isOwn)).toBe(true);
  });

  it("cost little more than plain objects", () => {
    const points = Array.from({ length: 1000 }, (_, i) => new Point([i]));
    const plain = points.map(({ x }) => ({ x }));
    expect(sizeOf(encodeValue(points, crossing, ""))).toBeLessThan(
      2 * sizeOf(encodeValue(plain, crossing, "")),
    );
  });
});

describe("instances that their class encodes", () => {
  it("are made anew of their data, wherever they are", () => {
    const one = new Money(1);
    const value = {
      list: [one, { inside: one }],
      map: new Map<unknown, unknown>([
        ["first", 0],
        [new Money("key"), new Money("value")],
        ["last", one],
      ]),
      set: new Set<unknown>(["a", new Money(2), "z"]),
      point: new Point(new Money(3)),
    };
    const copy = roundTrip(value);
    const [first, { inside }] = copy.list as [Money, { inside: Money }];
    expect([first.cents, (copy.point.x as Money).cents]).toEqual([1, 3]);
    expect(inside).toBe(first);
    expect(copy.map.get("last")).toBe(first);
    const entries = [...copy.map];
    expect(entries.map(([key]) => (key instanceof Money ? key.cents : key))).toEqual([
      "first",
      "key",
      "last",
    ]);
    expect((entries[1]![1] as Money).cents).toBe("value");
    expect([...copy.set].map((item) => (item instanceof Money ? item.cents : item))).toEqual(["a", 2, "z"]);
    expect(roundTrip(new Money(5)).cents).toBe(5);
  });

  it("find those in their own data made before them", () => {
    const seen: unknown[] = [];
    const decode = (data: unknown): Money => {
      seen.push(data instanceof Money ? data.cents : data instanceof Point ? data.double : data);
      return new Money(data);
    };
    const classes = new ClassList([register(Point), { ...money, decode }]);
    const value = new Money([new Money(new Money(new Point(4)))]);
    const copy = roundTrip(value, { classes });
    expect(seen.slice(0, 2)).toEqual([8, expect.any(Point)]);
    expect(copy.cents).toEqual([expect.any(Money)]);
  });

  it("may refer back to what holds them, which is complete in the end", () => {
    const holder: { money?: Money; name: string } = { name: "holder" };
    holder.money = new Money(holder);
    const copy = roundTrip(holder);
    expect(copy.money!.cents).toBe(copy);
    expect(copy.name).toBe("holder");
  });

  it("are refused where one is part of its own encoding", () => {
    const list: unknown[] = [];
    const self = new Money(list);
    list.push(self);
    expect(() => roundTrip(self)).toThrow("An instance of the class Money is part of its own encoding.");
  });

  it("leave the value that they are in as it was", () => {
    const value = Object.freeze([Object.freeze({ money: new Money(1) })]);
    expect(roundTrip(value)[0]!.money.cents).toBe(1);
    expect(value[0]!.money).toBeInstanceOf(Money);
  });

  it("may say how they are encoded, or how they are decoded, alone", () => {
    const classes = new ClassList([
      register(Point, { encode: ({ x }: Point) => ({ x, extra: true }) }),
      register(OwnError),
      register(Names, { decode: (data: object) => new Names([["decoded", Object.keys(data).length]]) }),
    ]);
    const [point, names] = roundTrip([new Point(1), new Names()] as const, { classes });
    expect(point).toBeInstanceOf(Point);
    expect(point).toMatchObject({ x: 1, extra: true });
    expect([...names]).toEqual([["decoded", 0]]);
  });

  it("say which class it was when their functions fail, or give what cannot go either", () => {
    const failing = (own: Partial<RegisteredClass>): unknown => {
      const classes = new ClassList([{ ...money, ...own }]);
      return roundTrip([new Money(1)], { classes });
    };
    const fail = (): never => {
      throw new RangeError("no");
    };
    expect(() => failing({ encode: fail })).toThrow("`encode` of the class Money failed: RangeError: no");
    expect(() => failing({ decode: fail })).toThrow("`decode` of the class Money failed: RangeError: no");
    expect(() => failing({ encode: () => ({ at: [new Point(1)] }) })).toThrow(
      "What `encode` of the class Money returned holds an instance of the class Point at .at[0]",
    );
    expect(() => failing({ encode: () => fail })).toThrow("could not be cloned");
  });

  it("include what Node has of them", () => {
    const value = { url: new URL("http://a.b/c?d=e"), query: new URLSearchParams({ a: "b" }) };
    const copy = roundTrip(value);
    expect(copy.url.href).toBe("http://a.b/c?d=e");
    expect(copy.url.searchParams.get("d")).toBe("e");
    expect(copy.query.get("a")).toBe("b");
  });
});

describe("errors in data", () => {
  it("keep class, message, stack, cause and properties", () => {
    const cause = new TypeError("why");
    const error = Object.assign(new RangeError("no", { cause }), { code: "E_NO" });
    const copy = roundTrip([{ status: "rejected", reason: error }, error]);
    const reason = (copy[0] as { reason: RangeError & { code: string } }).reason;
    expect(reason).toBe(copy[1]);
    expect(reason).toBeInstanceOf(RangeError);
    expect(reason).toMatchObject({
      message: "no",
      code: "E_NO",
      stack: error.stack,
      cause: { message: "why" },
    });
    expect(reason.cause).toBeInstanceOf(TypeError);
    expect(roundTrip(new AggregateError([cause], "all")).errors).toEqual([cause]);
  });

  it("hold a description of what cannot be cloned", () => {
    const [error] = roundTrip([new Error("no", { cause: { stop() {}, code: 1 } })]);
    expect(error).toMatchObject({ message: "no", cause: "an object with keys [stop, code]" });
    const [proxy] = roundTrip([new Proxy(new RangeError("far"), {})]);
    expect(proxy).toBeInstanceOf(RangeError);
    expect(proxy).toMatchObject({ message: "far" });
  });

  it("may be what their own cause leads back to", () => {
    const error = new Error("no");
    error.cause = { request: { error, id: 3 } };
    const { reason } = roundTrip({ reason: error });
    expect(reason).toMatchObject({ message: "no" });
  });

  it("include those of the web, which are none of the language", () => {
    const aborted = new DOMException("stop", "AbortError");
    const timeout = Object.assign(
      new DOMException("late", { name: "TimeoutError", cause: "slow" } as never),
      {
        url: new URL("http://a/b"),
      },
    );
    const copy = roundTrip([{ reason: aborted }, aborted, new Map([[1, timeout]])] as const);
    const [{ reason }, same, map] = copy;
    expect(reason).toBe(same);
    expect(reason).toBeInstanceOf(DOMException);
    expect(reason).toMatchObject({ name: "AbortError", message: "stop", code: 20, stack: aborted.stack });
    expect(String(map.get(1))).toBe("TimeoutError: late");
    expect(map.get(1)!.url.pathname).toBe("/b");
  });

  it("look like their class, and are of it where it is registered", () => {
    const [copy] = roundTrip([new OwnError("own")]);
    expect(copy).toBeInstanceOf(OwnError);
    expect(copy).toMatchObject({ message: "own", code: "OWN", isOwn: true });
    class Unknown extends TypeError {}
    const [other] = roundTrip([new Unknown("u")]);
    expect(other).toBeInstanceOf(TypeError);
    expect(other.constructor.name).toBe("Unknown");
  });

  it("stand beside instances that are encoded", () => {
    const [error, copy] = roundTrip([new OwnError("own"), new Money(1)] as const);
    expect(error).toBeInstanceOf(OwnError);
    expect(copy.cents).toBe(1);
  });
});

describe("instances of other classes", () => {
  class Stranger {
    readonly point = new Point(1);
  }

  it("are refused", () => {
    expect(() => roundTrip([1, { at: new Stranger() }])).toThrow(
      "The value holds an instance of the class Stranger at [1].at",
    );
  });

  it("become plain objects where that is accepted, and what is in them stays", () => {
    const [copy] = roundTrip([new Stranger()], { strict: false });
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
    expect(copy.point.double).toBe(2);
    const encoded = roundTrip([new Stranger(), new Money(1)] as const, { strict: false });
    expect(encoded[0].point.double).toBe(2);
  });
});

it("any graph of objects, instances and both kinds of sharing comes out as it was", () => {
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom<unknown[]>(1, "a", null, undefined),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom("a", "b", "__proto__"), tie("value"), { noNullPrototype: true }),
      fc.array(tie("value"), { maxLength: 3 }).map((items) => new Set(items)),
      fc.array(fc.tuple(tie("value"), tie("value")), { maxLength: 3 }).map((items) => new Map(items)),
      tie("value").map((x) => new Point(x)),
      tie("value").map((cents) => new Money(cents)),
      tie("value").map((item) => [item, { item }, item]),
    ),
  }));
  fc.assert(
    fc.property(value, (data) => {
      expect(outline(roundTrip(data))).toEqual(outline(data));
    }),
    cases(500),
  );
});

/** A value as plain data that says of each object what it is, and which ones are one. */
function outline(root: unknown): unknown {
  const numbers = new Map<unknown, number>();
  const describeValue = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    const known = numbers.get(value);
    if (known !== undefined) return { known };
    numbers.set(value, numbers.size);
    const name = Object.getPrototypeOf(value) as { constructor: { name: string } } | null;
    const parts =
      value instanceof Money
        ? [value.cents]
        : value instanceof Map
          ? [...value].flat()
          : value instanceof Set
            ? [...value]
            : Object.entries(value).flat();
    return [name?.constructor.name, ...parts.map(describeValue)];
  };
  return describeValue(root);
}
