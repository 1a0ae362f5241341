/* eslint-disable @typescript-eslint/only-throw-error, @typescript-eslint/prefer-promise-reject-errors -- users throw anything */
import { describe, expect, it } from "vitest";
import { delayed } from "../../delayed.ts";
import { TaskError } from "../../errors.ts";
import type { OpenScheduler } from "../scheduler-contract.ts";

// Each runs where the task does, and throws.
const throwers: Readonly<Record<string, () => unknown>> = {
  "a string": () => {
    throw "text";
  },
  nothing: () => {
    throw undefined;
  },
  "a symbol": () => {
    throw Symbol("mark");
  },
  "a function": () => {
    throw () => 1;
  },
  "an object without a prototype": () => {
    throw Object.create(null);
  },
  "a frozen error": () => {
    throw Object.freeze(new RangeError("frozen"));
  },
  "an error that is its own cause": () => {
    const error = new Error("cycle");
    error.cause = error;
    throw error;
  },
  "an error in whose properties it is itself": () => {
    const error = new Error("cycle") as Error & { self: unknown };
    error.self = { inside: [error] };
    throw error;
  },
  "an error whose getters throw": () => {
    const error = new Error("hostile");
    for (const key of ["name", "message", "stack", "cause", "code", "toString"]) {
      Object.defineProperty(error, key, {
        enumerable: true,
        get() {
          throw new Error(`no ${key}`);
        },
      });
    }
    throw error;
  },
  "a proxy whose traps throw": () => {
    const trap = (): never => {
      throw new Error("trap");
    };
    throw new Proxy(new Error("hidden"), { get: trap, getPrototypeOf: trap, ownKeys: trap, has: trap });
  },
  "a revoked proxy": () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    throw proxy;
  },
  "a DOMException": () => {
    throw new DOMException("too much", "QuotaExceededError");
  },
  "a rejected promise of a thenable that throws": () => Promise.reject({ then: 1 }),
};

/** Whatever is thrown, the run rejects with a TaskError, and all goes on. */
export function describeCauses(name: string, open: OpenScheduler): void {
  describe(`${name}: causes`, () => {
    it("rejects with a TaskError whatever is thrown, and goes on", async () => {
      const scheduler = open();
      for (const [what, thrower] of Object.entries(throwers)) {
        const error = await rejectionOf(delayed(thrower)(), scheduler);
        expect(error, what).toBeInstanceOf(TaskError);
        const { message, stack } = error as TaskError;
        expect([typeof message, typeof stack], what).toEqual(["string", "string"]);
      }
      expect(await delayed(() => 1)().compute({ scheduler })).toBe(1);
    });

    it("keeps a DOMException, an error of another realm, and errors in errors", async () => {
      const scheduler = open();
      const exception = await causeOf(() => {
        throw new DOMException("too much", "QuotaExceededError");
      }, scheduler);
      expect(exception).toMatchObject({ name: "QuotaExceededError", message: "too much" });
      const foreign = await causeOf(async () => {
        const { runInNewContext } = await import("node:vm");
        runInNewContext("const error = new TypeError('elsewhere'); error.code = 'E_REALM'; throw error;");
      }, scheduler);
      expect(foreign).toMatchObject({ name: "TypeError", message: "elsewhere", code: "E_REALM" });
      const several = await causeOf(() => {
        throw new AggregateError([new RangeError("a", { cause: "deep" }), "b"], "both");
      }, scheduler);
      expect(several).toBeInstanceOf(AggregateError);
      const { message, errors } = several as AggregateError;
      expect(message).toBe("both");
      expect(errors[0]).toMatchObject({ name: "RangeError", message: "a", cause: "deep" });
      expect(errors[1]).toBe("b");
    });
  });
}

async function rejectionOf(
  computed: ReturnType<ReturnType<typeof delayed>>,
  scheduler: ReturnType<OpenScheduler>,
): Promise<unknown> {
  return computed.compute({ scheduler }).catch((reason: unknown) => reason);
}

async function causeOf(fn: () => unknown, scheduler: ReturnType<OpenScheduler>): Promise<unknown> {
  return ((await rejectionOf(delayed(fn)(), scheduler)) as Error).cause;
}
