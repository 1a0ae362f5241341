import { InvalidArgumentError, registerClass } from "@holdall/core";
import { decodeInstance, encodingOf, registeredClasses } from "@holdall/core/task";
import { describe, expect, it } from "vitest";

class Point {
  readonly x: number;
  constructor(x: number) {
    this.x = x;
  }
}

describe("registerClass", () => {
  it("makes a class known by its name, in the order of registration", () => {
    class First {}
    class Second {}
    registerClass(First);
    registerClass(Second, { name: "other" });
    const known = registeredClasses().slice(-2);
    expect(known).toMatchObject([
      { name: "First", Class: First },
      { name: "other", Class: Second },
    ]);
  });

  it("takes own enumerable properties for the data of an instance, and runs no constructor", () => {
    registerClass(Point);
    const point = Object.defineProperty(new Point(1), "hidden", { value: 2, enumerable: false });
    expect(encodingOf(point)).toEqual({ name: "Point", data: { x: 1 } });
    const registered = registeredClasses().find(({ name }) => name === "Point")!;
    const again = decodeInstance(registered, { x: 5 }) as Point;
    expect(again).toBeInstanceOf(Point);
    expect(Object.keys(again)).toEqual(["x"]);
  });

  it("can be called again for the same class, which then travels in another way", () => {
    registerClass(Point);
    registerClass(Point, { encode: ({ x }) => x, decode: (x: number) => new Point(x) });
    expect(encodingOf(new Point(3))).toEqual({ name: "Point", data: 3 });
    expect(registeredClasses().filter(({ Class }) => Class === Point)).toHaveLength(1);
  });

  it("knows nothing of what is no instance, and of classes that extend a registered one", () => {
    class Point3 extends Point {}
    registerClass(Point);
    expect(encodingOf({})).toBeUndefined();
    expect(encodingOf(Object.create(null) as object)).toBeUndefined();
    expect(encodingOf(new Point3(1))).toBeUndefined();
  });

  it.each([
    ["no class", 3, "Expected `Class` to be a class, got 3."],
    ["an arrow function", () => 1, "Expected `Class` to be a class, got a function."],
    ["a class that travels as it is", Map, "Expected a class of your own, got Map, which travels as it is."],
    ["Object", Object, "Expected a class of your own, got Object, which travels as it is."],
    [
      "an error of the language",
      TypeError,
      "Expected a class of your own, got TypeError, which travels as it is.",
    ],
    ["URL", URL, "Expected a class of your own, got URL, which travels as it is."],
    ["DOMException", DOMException, "Expected a class of your own, got DOMException, which travels as it is."],
    ["a class without a name", class {}, "Expected a class without a name to be given one: `{ name }`."],
  ])("refuses %s", (_, Class, message) => {
    expect(() => registerClass(Class as never)).toThrow(InvalidArgumentError);
    expect(() => registerClass(Class as never)).toThrow(`registerClass(): ${message}`);
  });

  it("refuses a name that another class has", () => {
    registerClass(Point);
    const Other = { Point: class {} }.Point;
    expect(() => registerClass(Other)).toThrow('registerClass(): Another class is registered as "Point".');
    expect(() => registerClass(Other, { name: "Point of another module" })).not.toThrow();
  });

  it("refuses unknown and invalid options", () => {
    expect(() => registerClass(Point, { encod: () => 1 } as never)).toThrow("Did you mean `encode`?");
    expect(() => registerClass(Point, { decode: 3 } as never)).toThrow(
      "Expected `decode` to be a function, got 3.",
    );
    expect(() => registerClass(Point, { name: "" })).toThrow("Expected `name`");
  });

  it("refuses private members, its own and inherited ones, that are not encoded by the class", () => {
    class Secret {
      readonly #text = "s";
      static reveal(secret: Secret): string {
        return secret.#text;
      }
    }
    class Derived extends Secret {
      readonly own = 1;
    }
    const message =
      "registerClass(): The class Secret has the private member #text, which nobody else can read.";
    expect(() => registerClass(Secret)).toThrow(message);
    expect(() => registerClass(Derived)).toThrow(message);
    expect(() => registerClass(Secret, { encode: Secret.reveal })).toThrow(message);
    registerClass(Secret, { encode: Secret.reveal, decode: () => new Secret() });
    expect(encodingOf(new Secret())).toEqual({ name: "Secret", data: "s" });
  });

  it("refuses native classes, its own and inherited ones, that are not encoded", () => {
    class Later extends Promise<number> {}
    const message =
      "registerClass(): The class Promise is native, so that nobody else can read what it holds.";
    expect(() => registerClass(Promise)).toThrow(message);
    expect(() => registerClass(Later)).toThrow(message);
    class Names extends Map<string, string> {}
    class Failure extends Error {}
    for (const Class of [Names, Failure, new Proxy(class Behind {}, {})])
      expect(() => registerClass(Class)).not.toThrow();
  });
});
