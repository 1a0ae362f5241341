import v8 from "node:v8";
import { findContexts, takeSnapshot, type FoundContexts } from "./heap-snapshot.ts";
import type { Inspector } from "./inspector.ts";
import { liveValue, type RemoteObject } from "./scopes.ts";

/** For a function, from the inside out, the contexts (V8's records of variables) around it. */
export type ContextChain = FoundContexts["chain"];

/** Above this a snapshot of the heap would take seconds, and as much memory again. */
const heapLimit = 96 * 1024 * 1024;

interface Known {
  readonly snapshot: number;
  readonly chain: ContextChain;
  readonly home: object | undefined;
}

// Contexts never change, but ids are only comparable within one snapshot.
const known = new WeakMap<object, Known>();
let snapshots = 0;

/**
 * Finds out which functions share their variables: the inspector shows copies of scopes only, but in a snapshot of the
 * heap one can see whether two functions point to the same record. It takes 0.2 s and more, so this is for cases that
 * cannot be told in another way; what was found is kept.
 *
 * @returns `undefined` when the heap is too large, or no temporary file can be written.
 */
export function readContexts(
  inspector: Inspector,
  functions: readonly object[],
): Map<object, ContextChain> | undefined {
  const remembered = functions.map((fn) => known.get(fn));
  const [first] = remembered;
  if (
    (!first || remembered.some((one) => one?.snapshot !== first.snapshot)) &&
    !remember(inspector, functions)
  )
    return undefined;
  return new Map(functions.map((fn) => [fn, known.get(fn)?.chain ?? []]));
}

/**
 * Finds the objects that methods were defined in, for those that use `super`: V8 keeps them in a variable without a
 * name, which nothing but a snapshot of the heap shows.
 *
 * @returns Those that were found.
 */
export function readHomes(inspector: Inspector, methods: readonly object[]): Map<object, object> {
  const unknown = methods.filter((method) => !known.has(method));
  if (unknown.length > 0) remember(inspector, unknown);
  return new Map(
    methods.flatMap((method) => {
      const home = known.get(method)?.home;
      return home ? [[method, home]] : [];
    }),
  );
}

/** Tells whether it could. */
function remember(inspector: Inspector, functions: readonly object[]): boolean {
  if (v8.getHeapStatistics().used_heap_size > heapLimit) return false;
  try {
    const snapshot = takeSnapshot();
    const number = ++snapshots;
    const wanted = new Map<number, object>();
    for (const fn of functions) {
      const answer = inspector.post("HeapProfiler.getHeapObjectId", { objectId: inspector.handle(fn) });
      wanted.set(Number(answer["heapSnapshotObjectId"]), fn);
    }
    for (const [fn, { chain, unnamed }] of findContexts(snapshot, wanted)) {
      const objects = unnamed.flatMap((id) => liveObject(inspector, id) ?? []);
      known.set(fn, { snapshot: number, chain, home: findHome(fn, objects) });
    }
    return true;
  } catch {
    return false;
  }
}

/** `undefined` for what is no object. */
function liveObject(inspector: Inspector, id: number): object | undefined {
  try {
    const answer = inspector.post("HeapProfiler.getObjectByHeapObjectId", { objectId: String(id) });
    return liveValue(inspector, answer["result"] as RemoteObject) as object;
  } catch {
    return undefined;
  }
}

/** Classes keep themselves beside their prototype: home is the one that has the method. */
function findHome(method: object, objects: readonly object[]): object | undefined {
  const holders = objects.filter((object) =>
    Object.values(Object.getOwnPropertyDescriptors(object)).some(
      ({ value, get, set }) => value === method || get === method || set === method,
    ),
  );
  const candidates = holders.length > 0 ? holders : objects;
  return candidates.length === 1 ? candidates[0] : undefined;
}
