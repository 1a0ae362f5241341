import type { Inspector } from "./inspector.ts";
import { liveValue, type RemoteObject } from "./scopes.ts";

/** A private member of an object, `name` with its `#`. */
export interface PrivateMember {
  readonly name: string;
  readonly value: unknown;
}

/** Reads the private members an object has, base classes first. */
export function readPrivateMembers(inspector: Inspector, object: object): PrivateMember[] {
  const { privateProperties } = inspector.post("Runtime.getProperties", {
    objectId: inspector.handle(object),
    ownProperties: true,
  });
  return ((privateProperties ?? []) as { name: string; value?: RemoteObject }[]).map(({ name, value }) => ({
    name,
    value: liveValue(inspector, value),
  }));
}
