import { EventEmitter } from "node:events";
import type { Listener, Node, OwnState } from "../serialized-value.ts";
import type { Encoder } from "./encoder.ts";
import { ownName } from "./own-name.ts";
import { along, type Trail } from "./trail.ts";

// Where Node keeps what is no listener; the symbols differ from thread to thread.
const sample = new EventEmitter().once("once", () => {});
const hidden = Object.getOwnPropertySymbols(sample);
const captureRejections = hidden.find(({ description }) => description === "kCapture");
const [onceWrapper] = sample.rawListeners("once");

type Handler = Function & { readonly listener?: unknown };

/**
 * Encodes an event emitter, most often of a class of the user that extends `EventEmitter`, with its listeners. Other
 * classes of Node that emit events hold hidden things.
 */
export function encodeEmitter(
  encoder: Encoder,
  object: object,
  trail: Trail | undefined,
  state: (usual: string, skip: (key: string | symbol) => boolean) => OwnState,
): Node | undefined {
  if (!(object instanceof EventEmitter) || !Object.hasOwn(object, "_events")) return undefined;
  const { _events: events } = object as unknown as { _events: Record<string | symbol, Handler | Handler[]> };
  const listeners: Listener[] = [];
  for (const event of Reflect.ownKeys(events)) {
    const inside = along(trail, ` (listener of ${JSON.stringify(event.toString())})`);
    for (const handler of [events[event] ?? []].flat()) {
      const once = isOnceWrapper(handler);
      listeners.push({
        event: encoder.encode(event, inside),
        listener: encoder.encode(once ? handler.listener : handler, inside),
        once,
      });
    }
  }
  return {
    kind: "emitter",
    captureRejections:
      captureRejections !== undefined &&
      (object as unknown as Record<symbol, unknown>)[captureRejections] === true,
    listeners,
    ...state("EventEmitter", (key) =>
      typeof key === "symbol" ? hidden.includes(key) : key === "_events" || key === "_eventsCount",
    ),
  };
}

/** What Node makes of a listener for one event; what it is differs from version to version. */
function isOnceWrapper(handler: Handler): boolean {
  return (
    Function.prototype.toString.call(handler) === Function.prototype.toString.call(onceWrapper) &&
    ownName(handler) === onceWrapper?.name &&
    typeof handler.listener === "function"
  );
}
