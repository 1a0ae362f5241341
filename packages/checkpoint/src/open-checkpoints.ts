import type { ChangedTasks, CheckpointRequest, Checkpoints, StoredResult } from "@holdall/core";
import { keyOf, type SaveInterval } from "@holdall/core/task";
import { TaskKeys } from "./keys/task-keys.ts";
import { ResultStore, type ResultLabel } from "./store.ts";

/** A task whose result is stored, or is to be. */
interface Kept {
  readonly store: ResultStore;
  readonly label: ResultLabel;
  /** How often parts of it are. */
  readonly every: SaveInterval | undefined;
}

/**
 * Begins to store results of a run: finds the keys of its tasks, and what is there of earlier runs.
 * @throws CheckpointError when a directory cannot be used
 * @throws ClosureError when a function cannot be read
 */
export function openCheckpoints(request: CheckpointRequest): Checkpoints {
  const stores = new Map<string, ResultStore>();
  try {
    const kept = findKept(request, (directory) => {
      let store = stores.get(directory);
      if (store === undefined) {
        store = new ResultStore(directory, { strict: request.strict !== false, fail: request.fail });
        stores.set(directory, store);
      }
      return store;
    });
    return createCheckpoints(kept, [...stores.values()], request.fail);
  } catch (error) {
    for (const store of stores.values()) void store.close();
    throw error;
  }
}

function findKept(
  { index, checkpointOf }: CheckpointRequest,
  storeAt: (directory: string) => ResultStore,
): Map<string, Kept> {
  const keys = new TaskKeys(index);
  const kept = new Map<string, Kept>();
  for (let id = 0; id < index.size; id++) {
    const number = index.layerOf(id);
    const layer = index.layers[number]!;
    const checkpoint = checkpointOf(layer);
    if (checkpoint === undefined) continue;
    const place = index.indexOf(id);
    const own = keys.of(id);
    kept.set(keyOf(layer.name, place), {
      store: storeAt(checkpoint.directory),
      label: { ...own, place: `${number} ${own.operation} ${place}` },
      every: checkpoint.every,
    });
  }
  return kept;
}

function createCheckpoints(
  kept: ReadonlyMap<string, Kept>,
  stores: readonly ResultStore[],
  fail: (error: unknown) => void,
): Checkpoints {
  /** By task: how many of its elements are done, as far as that is stored. */
  const done = new Map<string, number>();
  const isStored = ({ store, label }: Kept): boolean => store.recordOf(label.key) !== undefined;
  return {
    found: {
      resumed: [...kept.values()].filter(isStored).length,
      changed: findChanges([...kept.values()].filter((one) => !isStored(one))),
    },
    has(key) {
      const one = kept.get(key);
      return one !== undefined && isStored(one);
    },
    isWanted: (key) => kept.has(key),
    load(key): StoredResult | undefined {
      const { store, label } = kept.get(key)!;
      return store.load(label.key);
    },
    save(key, result) {
      const { store, label } = kept.get(key)!;
      store.save(label, result);
    },
    every(key) {
      const one = kept.get(key);
      return one === undefined || isStored(one) ? undefined : one.every;
    },
    resume(key) {
      const { store, label } = kept.get(key)!;
      const parts = store.loadParts(label.key);
      done.set(key, parts.at(-1)?.upTo ?? 0);
      return parts;
    },
    keep(key, part) {
      const { store, label } = kept.get(key)!;
      const from = done.get(key) ?? 0;
      done.set(key, part.upTo);
      const save = (value: unknown): void => store.savePart(label, from, { ...part, value });
      if (part.value instanceof Promise) part.value.then(save).catch(fail);
      else save(part.value);
    },
    room() {
      const full = stores.flatMap((store) => store.room() ?? []);
      return full.length === 0 ? undefined : Promise.all(full).then(() => undefined);
    },
    async close() {
      const closed = await Promise.allSettled(stores.map((store) => store.close()));
      for (const one of closed) if (one.status === "rejected") throw one.reason;
    },
  };
}

/** What has become of the work whose results earlier runs stored. */
function findChanges(missing: readonly Kept[]): ChangedTasks[] {
  const counts = new Map<string, ChangedTasks>();
  for (const { store, label } of missing) {
    const before = store.lastAt(label.place);
    // Of the same key there may be a part, which is gone on with.
    if (before === undefined || before.key === label.key) continue;
    const { operation } = label;
    const reason = before.code !== label.code ? "function" : before.data !== label.data ? "data" : "input";
    const name = `${operation} ${reason}`;
    counts.set(name, { operation, reason, tasks: (counts.get(name)?.tasks ?? 0) + 1 });
  }
  return [...counts.values()];
}
