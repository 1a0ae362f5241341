import type { Session } from "node:inspector";
import { setImmediate } from "node:timers";

/** A connection of this thread to its own inspector: all calls are synchronous. */
export interface Inspector {
  post(method: string, params?: object): Record<string, unknown>;
  /** A remote handle of a live value. */
  handle(value: unknown): string;
  /** Runs a function expression with a remote object as `this`; what it passes to its first argument comes back live. */
  fetch(objectId: string, functionDeclaration: string): unknown;
  on(event: string, listener: EventListener): void;
  off(event: string, listener: EventListener): void;
}

/** What is called for an event of the inspector. */
export type EventListener = (message: {
  readonly params: Readonly<Record<string, string | number | boolean>>;
}) => void;

const group = "holdall";
const door = Symbol.for("@holdall/closure/door");

// To connect takes as long as to look at a function or two: whoever captures one has often more of them.
let open: Inspector | undefined;

/**
 * The connection, which is kept until the event loop turns, or the reason why there is none. Nothing but a function of
 * this package can see it, and nobody's code runs slower for it.
 */
export function connectInspector(): Inspector | { readonly unavailable: string } {
  if (open !== undefined) return open;
  const connection = connect();
  if ("unavailable" in connection) return connection;
  open = connection;
  return connection;
}

function connect(): Inspector | { readonly unavailable: string } {
  let session: Session;
  try {
    // Not imported: the module throws on load in a Node that is built without it.
    session = new (process.getBuiltinModule("node:inspector").Session)();
    session.connect();
  } catch (error) {
    return { unavailable: error instanceof Error ? error.message : String(error) };
  }
  const post = (method: string, params: object = {}): Record<string, unknown> => {
    let outcome: { error: Error | null; result: Record<string, unknown> } | undefined;
    const callback = (error: Error | null, result: unknown): void => {
      outcome = { error, result: (result ?? {}) as Record<string, unknown> };
    };
    (session.post as (method: string, params: object, callback: unknown) => void).call(
      session,
      method,
      params,
      callback,
    );
    if (outcome === undefined)
      throw new Error(`The inspector did not answer ${method} at once. This is a bug in holdall.`);
    if (outcome.error) throw new Error(`The inspector refused ${method}: ${outcome.error.message}`);
    return outcome.result;
  };

  // Values go in and out through one object that both sides know.
  const exchange: { value: unknown; take(value: unknown): void } = {
    value: undefined,
    take(value) {
      this.value = value;
    },
  };
  Object.defineProperty(globalThis, door, { value: exchange, configurable: true });
  let exchangeId: string;
  try {
    exchangeId = objectIdOf(
      post("Runtime.evaluate", { expression: `globalThis[Symbol.for("@holdall/closure/door")]` }),
    );
  } catch (error) {
    session.disconnect();
    return { unavailable: error instanceof Error ? error.message : String(error) };
  } finally {
    Reflect.deleteProperty(globalThis, door);
  }
  setImmediate(() => {
    open = undefined;
    session.disconnect();
  });
  let handles = 0;
  return {
    post,
    handle(value) {
      // Handles keep what they point to alive, until they are let go.
      if (++handles % 256 === 0) post("Runtime.releaseObjectGroup", { objectGroup: group });
      exchange.value = value;
      const result = post("Runtime.callFunctionOn", {
        objectId: exchangeId,
        functionDeclaration: "function () { return this.value; }",
        objectGroup: group,
      });
      exchange.value = undefined;
      return objectIdOf(result);
    },
    fetch(objectId, functionDeclaration) {
      exchange.value = undefined;
      post("Runtime.callFunctionOn", {
        objectId,
        functionDeclaration,
        arguments: [{ objectId: exchangeId }],
        returnByValue: true,
      });
      const { value } = exchange;
      exchange.value = undefined;
      return value;
    },
    on(event, listener) {
      (session.on as (event: string, listener: unknown) => void).call(session, event, listener);
    },
    off(event, listener) {
      (session.off as (event: string, listener: unknown) => void).call(session, event, listener);
    },
  };
}

function objectIdOf(answer: Record<string, unknown>): string {
  const { objectId } = answer["result"] as { objectId?: string };
  if (objectId === undefined)
    throw new Error("The inspector gave no handle of an object. This is a bug in holdall.");
  return objectId;
}
