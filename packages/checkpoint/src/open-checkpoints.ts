import type { ChangedTasks, CheckpointRequest, Checkpoints, StoredResult } from "@holdall/core";
import { keyOf } from "@holdall/core/task";
import { TaskKeys } from "./keys/task-keys.ts";
import { ResultStore, type ResultLabel } from "./store.ts";

/** A task whose result is stored, or is to be. */
interface Kept {
  readonly store: ResultStore;
  readonly label: ResultLabel;
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
    return createCheckpoints(kept, [...stores.values()]);
  } catch (error) {
    for (const store of stores.values()) void store.close();
    throw error;
  }
}

function findKept(
  { index, directoryOf }: CheckpointRequest,
  storeAt: (directory: string) => ResultStore,
): Map<string, Kept> {
  const keys = new TaskKeys(index);
  const kept = new Map<string, Kept>();
  for (let id = 0; id < index.size; id++) {
    const number = index.layerOf(id);
    const layer = index.layers[number]!;
    const directory = directoryOf(layer);
    if (directory === undefined) continue;
    const place = index.indexOf(id);
    const { operation, partition } = index.task(id).steps.at(-1)!;
    kept.set(keyOf(layer.name, place), {
      store: storeAt(directory),
      label: { ...keys.of(id), place: `${number} ${operation} ${place}`, operation, partition },
    });
  }
  return kept;
}

function createCheckpoints(kept: ReadonlyMap<string, Kept>, stores: readonly ResultStore[]): Checkpoints {
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
    if (before === undefined) continue;
    const { operation } = label;
    const reason = before.code !== label.code ? "function" : before.data !== label.data ? "data" : "input";
    const name = `${operation} ${reason}`;
    counts.set(name, { operation, reason, tasks: (counts.get(name)?.tasks ?? 0) + 1 });
  }
  return [...counts.values()];
}
