import { EventEmitter } from "node:events";
import type { Encoded, Listener } from "../serialized-value.ts";

/** Gives an emitter its listeners, without telling those of `newListener`, who were told of them long ago. */
export function addListeners(
  emitter: EventEmitter,
  listeners: readonly Listener[],
  decode: (value: Encoded) => unknown,
): void {
  Object.defineProperty(emitter, "emit", { value: () => false, configurable: true });
  // None is too many: they were counted as well. The limit itself comes with the own properties.
  emitter.setMaxListeners(0);
  for (const { event, listener, once } of listeners)
    EventEmitter.prototype[once ? "once" : "on"].call(
      emitter,
      decode(event) as string | symbol,
      decode(listener) as () => void,
    );
  Reflect.deleteProperty(emitter, "emit");
}
