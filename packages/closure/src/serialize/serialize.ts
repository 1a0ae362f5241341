import { readContexts, readHomes } from "../capture/contexts.ts";
import { connectInspector, type Inspector } from "../capture/inspector.ts";
import { readPrivateMembers } from "../capture/private-fields.ts";
import { inspectFunction } from "../capture/scopes.ts";
import { createScriptReader, type ScriptReader } from "../capture/scripts.ts";
import { createNotSerializableError, type Culprit } from "../errors.ts";
import type { Encoded, Node, SerializedValue } from "../serialized-value.ts";
import { describeValue } from "./describe-value.ts";
import { encodePrimitive } from "./encode-primitive.ts";
import type { Encoder } from "./encoder.ts";
import { finishFunctions } from "./finish-functions.ts";
import { createPartialObjects } from "./partial-objects.ts";
import { describeTrail, type Trail } from "./trail.ts";
import { warnOfLargeCaptures } from "./warn-large-captures.ts";

/** How `serialize` treats what only some receivers can take. */
export interface SerializeOptions {
  /**
   * Whether the receiver is a thread of this process, which can share memory: views of `SharedArrayBuffer`s are then left in the
   * data as they are; it can be posted, but is no longer JSON.
   *
   * @default false (shared memory is refused)
   */
  readonly sharedMemory?: boolean;
  /**
   * Says of what no variable holds how it got into the value: "given to `map`". For values that the user does not know
   * the structure of.
   *
   * @param keys - of the properties that lead from the value to it
   * @default the path itself is told
   */
  readonly describePath?: (keys: readonly (string | number | symbol)[]) => string | undefined;
}

/**
 * Turns any value into plain data: functions with all they capture, classes and their instances, and whatever
 * structured clone takes, with cycles and sharing.
 *
 * What a function captures is read now, by Node's inspector, and nothing of the user's code runs (but getters of
 * proxies that a test runner puts around modules). What modules export goes by reference, the rest by value. A variable
 * that takes more than 16 MB is sent, but Node emits a warning (`HOLDALL_LARGE_CAPTURE`), once for each.
 *
 * @param value - The value: most often a function.
 * @param options - See {@link SerializeOptions}.
 * @returns Data to post, store or send, and to give to `revive`.
 * @throws {@link ClosureError} with code `HOLDALL_CLOSURE_NOT_SERIALIZABLE`, one for all that cannot travel.
 *
 * @example
 * ```ts
 * import { revive, serialize } from "@holdall/closure";
 *
 * const rates = new Map([["EUR", 1.1]]);
 * const convert = (amount: number, currency: string) => amount * (rates.get(currency) ?? 1);
 *
 * const data = serialize(convert); // reads `rates` now
 * const copy = await revive<typeof convert>(data); // here, in a worker, on another machine
 * copy(10, "EUR"); // 11
 * ```
 */
export function serialize(value: unknown, options: SerializeOptions = {}): SerializedValue {
  const nodes: (Node | undefined)[] = [];
  const places = new Map<unknown, number>();
  const culprits: Culprit[] = [];
  const finishers: (() => void)[] = [];
  // Classes before functions, and methods last: a method may turn out to be one of a class that travels.
  const queues: [first: Task[], second: Task[], third: Task[]] = [[], [], []];
  let inspector: Inspector | { readonly unavailable: string } | undefined;
  let scripts: ScriptReader | undefined;

  const encoder: Encoder = {
    options,
    encode(item, trail) {
      const primitive = encodePrimitive(item);
      if (primitive !== undefined) return primitive;
      const place = places.get(item);
      if (place !== undefined) return { ref: place };
      const ref = partials.upgrade(item as object) ?? nodes.push(undefined) - 1;
      places.set(item, ref);
      queues[rankOf(item)].push({ item: item as object | symbol, ref, trail });
      return { ref };
    },
    encodeAs(item, node) {
      const place = places.get(item) ?? nodes.push(node) - 1;
      places.set(item, place);
      return { ref: place };
    },
    encodePath: (item, path, trail) => partials.encodePath(item, path, trail),
    refuse(trail, reason, remedy) {
      const { variable, path, owner, keys } = describeTrail(trail);
      const given = keys.length === 0 ? undefined : options.describePath?.(keys);
      const { name: functionName, location } = owner ?? {};
      culprits.push({ variable, path, given, functionName, location, reason, remedy });
    },
    add: (node) => nodes.push(node) - 1,
    set(index, node) {
      nodes[index] = node;
    },
    placeOf: (item) => places.get(item) ?? -1,
    nodes: () => nodes,
    functions: [],
    members: new Map(),
    atEnd: (finish) => void finishers.push(finish),
    inspect(fn) {
      inspector ??= connectInspector();
      return "unavailable" in inspector ? inspector : inspectFunction(inspector, fn);
    },
    script(id) {
      if (!inspector || "unavailable" in inspector) return undefined;
      scripts ??= createScriptReader(inspector);
      return scripts.find(id);
    },
    privateMembers(object) {
      inspector ??= connectInspector();
      return "unavailable" in inspector ? undefined : readPrivateMembers(inspector, object);
    },
    stamped: new Map(),
    contexts(functions) {
      return inspector && "post" in inspector ? readContexts(inspector, functions) : undefined;
    },
    homes(methods) {
      return inspector && "post" in inspector ? readHomes(inspector, methods) : new Map();
    },
  };
  const partials = createPartialObjects(encoder, (item) => places.get(item));
  const drain = (): void => {
    for (let tasks = queues.find(hasTasks); tasks; tasks = queues.find(hasTasks))
      for (const { item, ref, trail } of tasks.splice(0, tasks === queues[0] ? tasks.length : 1))
        nodes[ref] = describeValue(encoder, item, trail);
  };

  try {
    const root: Encoded = encoder.encode(value, undefined);
    drain();
    for (let next = finishers.shift(); next; next = finishers.shift()) {
      next();
      drain();
    }
    partials.finish();
    if (culprits.length === 0) finishFunctions(encoder);
    if (culprits.length > 0) throw createNotSerializableError(culprits);
    warnOfLargeCaptures(encoder);
    return { format: 1, root, nodes: nodes as Node[] };
  } finally {
    scripts?.close();
  }
}

/** A value that has its place but no node yet. */
interface Task {
  readonly item: object | symbol;
  readonly ref: number;
  readonly trail: Trail | undefined;
}

function hasTasks(queue: readonly Task[]): boolean {
  return queue.length > 0;
}

function rankOf(value: unknown): 0 | 1 | 2 {
  if (typeof value !== "function") return 0;
  const text = Function.prototype.toString.call(value);
  if (text.startsWith("class")) return 0;
  return /^(async\s*)?(function\b|\(|[\w$]+\s*=>)/.test(text) ? 1 : 2;
}
