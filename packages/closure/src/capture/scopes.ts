import type { Inspector } from "./inspector.ts";

/** One scope around a function: its variables and their values of now. */
export interface Scope {
  readonly kind: "global" | "script" | "module" | "local";
  /** Has no prototype, except where it is `globalThis` or the object of a `with` statement. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Stands for the value of a variable that is declared but not yet set. */
export const uninitialised: unique symbol = Symbol("uninitialised");

/**
 * The value of a variable now. Before its declaration has run, newer versions of V8 say so; older ones give
 * `undefined`.
 */
export function readVariable({ variables }: Scope, name: string): unknown {
  try {
    return variables[name];
  } catch {
    return uninitialised;
  }
}

/** What the inspector knows of a function. */
export interface Insight {
  /** From the inside out. */
  readonly scopes: readonly Scope[];
  /** Zero-based; where the parameters begin. */
  readonly location:
    { readonly scriptId: string; readonly line: number; readonly column: number } | undefined;
  /** Set for bound functions. */
  readonly bound:
    { readonly target: unknown; readonly self: unknown; readonly args: readonly unknown[] } | undefined;
}

interface InternalProperty {
  readonly name: string;
  readonly value?: RemoteObject;
}

/** A value as the inspector's protocol gives it. */
export interface RemoteObject {
  readonly type: string;
  readonly objectId?: string;
  readonly value?: unknown;
  readonly unserializableValue?: string;
}

/** The value itself. */
export function liveValue(inspector: Inspector, remote: RemoteObject | undefined): unknown {
  if (remote?.unserializableValue !== undefined)
    return remote.type === "bigint"
      ? BigInt(remote.unserializableValue.slice(0, -1))
      : Number(remote.unserializableValue);
  if (remote?.objectId === undefined) return remote?.value;
  // Sloppy code would make an object of a symbol.
  return inspector.fetch(remote.objectId, "function (exchange) { 'use strict'; exchange.take(this); }");
}

/** Reads the scopes of a function, which nothing but the inspector can. */
export function inspectFunction(inspector: Inspector, fn: object): Insight {
  const { internalProperties } = inspector.post("Runtime.getProperties", {
    objectId: inspector.handle(fn),
    ownProperties: true,
  });
  const internal = new Map(
    ((internalProperties ?? []) as InternalProperty[]).map(({ name, value }) => [name, value] as const),
  );
  const place = internal.get("[[FunctionLocation]]")?.value as
    { scriptId: string; lineNumber: number; columnNumber?: number } | undefined;
  const scopesId = internal.get("[[Scopes]]")?.objectId;
  return {
    scopes: scopesId === undefined ? [] : readScopes(inspector, scopesId),
    location: place && { scriptId: place.scriptId, line: place.lineNumber, column: place.columnNumber ?? 0 },
    bound: internal.has("[[TargetFunction]]") ? readBound(inspector, internal) : undefined,
  };
}

function readScopes(inspector: Inspector, objectId: string): Scope[] {
  const live = inspector.fetch(objectId, "function (exchange) { exchange.take(this); }") as ArrayLike<{
    readonly description: string;
    readonly object: Record<string, unknown>;
  }>;
  return Array.from(live).map(({ description, object }) => ({
    kind: scopeKind(description),
    variables: object,
  }));
}

function scopeKind(description: string): Scope["kind"] {
  if (description === "Global") return "global";
  if (description === "Script") return "script";
  return description === "Module" ? "module" : "local";
}

function readBound(
  inspector: Inspector,
  internal: ReadonlyMap<string, InternalProperty["value"]>,
): Insight["bound"] {
  const live = (name: string): unknown => liveValue(inspector, internal.get(name));
  return {
    target: live("[[TargetFunction]]"),
    self: live("[[BoundThis]]"),
    args: Array.from((live("[[BoundArgs]]") ?? []) as ArrayLike<unknown>),
  };
}
