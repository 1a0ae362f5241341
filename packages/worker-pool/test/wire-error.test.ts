import { TaskError } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { decode, encode } from "../src/codec.ts";
import { fromWireError, toWireError } from "../src/wire-error.ts";

/** An error as it comes out at the other end of a channel. */
function send(error: unknown): Error {
  return fromWireError(decode(encode(toWireError(error))) as ReturnType<typeof toWireError>);
}

function canBeRead(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}

describe("wire form of errors", () => {
  it.each([new Error("a"), new TypeError("b"), new RangeError("c"), new SyntaxError("d")])(
    "keeps class and stack of %s",
    (error) => {
      const sent = send(error);
      expect(sent).toBeInstanceOf(error.constructor);
      expect(Object.getPrototypeOf(sent)).toBe(Object.getPrototypeOf(error));
      expect(sent.stack).toBe(error.stack);
      expect(String(sent)).toBe(String(error));
    },
  );

  it("keeps name, own properties and cause of a user's class", () => {
    class InternalError extends RangeError {
      override readonly name = "InternalError";
      readonly code = 7;
      readonly detail = { cell: [1, 2] };
    }
    const sent = send(new InternalError("m", { cause: new InternalError("inner") }));
    expect(sent).toBeInstanceOf(RangeError);
    expect(sent.constructor.name).toBe("InternalError");
    expect(sent).toMatchObject({ name: "InternalError", code: 7, detail: { cell: [1, 2] } });
    expect(sent.cause).toMatchObject({ message: "inner", code: 7 });
  });

  it("keeps our own classes", () => {
    const sent = send(
      new TaskError({ key: "map-1:2", operation: "map", partition: 2, index: 5 }, new Error("no")),
    );
    expect(sent).toBeInstanceOf(TaskError);
    expect(sent).toMatchObject({
      key: "map-1:2",
      operation: "map",
      partition: 2,
      index: 5,
      code: "HOLDALL_TASK_FAILED",
    });
  });

  it("describes properties that cannot be sent", () => {
    const error = Object.assign(new Error("m"), { handler: function onError() {} });
    expect(send(error)).toMatchObject({ handler: "the function onError" });
  });

  it("describes properties that could be sent, but not be read where they arrive", () => {
    const error: Error & { context?: unknown } = new Error("m");
    error.cause = { error };
    error.context = { error };
    // Newer versions of Node can read them.
    const described = canBeRead(error.context) ? { error: { message: "m" } } : "an object with keys [error]";
    expect(send(error)).toMatchObject({ message: "m", context: described });
  });

  it("ends on errors that contain each other", () => {
    const [a, b] = [new Error("a"), new Error("b")];
    a.cause = b;
    b.cause = a;
    expect(send(a).cause).toMatchObject({ message: "b" });
  });

  it("survives getters that throw, frozen errors and what is no error", () => {
    const hostile = new Error("m");
    Object.defineProperty(hostile, "code", {
      enumerable: true,
      get() {
        throw new Error("getter");
      },
    });
    expect(send(Object.freeze(hostile))).toMatchObject({ message: "m", code: undefined });
    expect(send("text").message).toContain('"text"');
    expect(send(undefined).message).toContain("undefined");
  });
});
