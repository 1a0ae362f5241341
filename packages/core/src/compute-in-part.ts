import type { Collection, Lowered, PartitionedCollection } from "./collection.ts";
import type { RunOptions } from "./config.ts";
import { describeValue, InvalidArgumentError, type TaskFailure } from "./errors.ts";
import { countTargets, referencesTo } from "./graph/task.ts";
import type { PlainObject } from "./is-plain-object.ts";
import type { RunRequest, Scheduler } from "./scheduler/scheduler.ts";

/** Options of a run that may fail in part. */
export interface PartialRunOptions extends Omit<RunOptions, "allowFailures"> {
  /**
   * Whether the run ends with what it has where tasks fail for good, rather than with the first of their errors. What
   * depends on such a task is left out; all else is computed.
   */
  readonly allowFailures: true;
}

/** What came of a run that was allowed to fail in part. */
export interface PartialOutcome<T> {
  /**
   * What there is: of a bag the elements of the partitions that did not fail, in order. An item or delayed value for
   * which something is missing is `undefined`.
   */
  readonly results: T;
  /** What is missing; empty when all is there. In the order of the collections and their partitions. */
  readonly failures: readonly PartitionFailure[];
  /**
   * Computes what is missing, in another run, and keeps what is there. Tasks whose results only others needed run again
   * where what is missing depends on them.
   * @param options - those of that run, where they are to be others than before
   * @returns the same kind of outcome: at once, and without a run, when nothing is missing
   * @throws InvalidArgumentError for unknown or invalid options
   * @throws AbortError when `signal` fires
   */
  retry(options?: RunOptions): Promise<PartialOutcome<T>>;
}

/** A partition, or a value, that is missing, and why. */
export interface PartitionFailure {
  /** What it is missing of: the bag, item or delayed value that was computed. */
  readonly collection: Collection;
  /**
   * Which partition of that bag is missing. Of an item or delayed value, which then is missing as a whole, there is none,
   * and an entry for each task that failed it.
   */
  readonly partition: number | undefined;
  /** The task that failed; where a partition misses several, the first of them. */
  readonly error: TaskFailure;
}

/** What a value becomes when all collections in it are computed, as far as there is something of them. */
export type ComputedInPart<T> =
  T extends PartitionedCollection<infer V>
    ? V
    : T extends Collection<infer V>
      ? V | undefined
      : T extends readonly unknown[]
        ? { -readonly [K in keyof T]: ComputedInPart<T[K]> }
        : T extends PlainObject<T>
          ? { [K in keyof T]: ComputedInPart<T[K]> }
          : T;

/** Whether a run may fail in part. @throws InvalidArgumentError when that is neither true nor false */
export function allowsFailures(
  options: RunOptions | PartialRunOptions | undefined,
  where: string,
): options is PartialRunOptions {
  const allowed = (options as { readonly allowFailures?: unknown } | null | undefined)?.allowFailures;
  if (allowed === undefined || typeof allowed === "boolean") return allowed === true;
  throw new InvalidArgumentError(
    `${where}: Expected \`allowFailures\` to be true or false, got ${describeValue(allowed)}.`,
  );
}

/** A run that is ready to start. */
export interface PreparedRun {
  readonly scheduler: Scheduler;
  readonly request: RunRequest;
  readonly lowered: readonly Lowered[];
}

/** What is computed, and how. */
export interface PartialWork<T> {
  readonly collections: readonly Collection[];
  readonly options: RunOptions;
  /** Makes a run of the collections. */
  readonly prepare: (options: RunOptions) => PreparedRun;
  /** The value of a collection. */
  readonly gather: (lowered: Lowered, values: readonly unknown[]) => unknown;
  /** Puts what came of the collections, in order, into the shape that was asked for. */
  readonly shape: (computed: readonly unknown[]) => T;
}

/** The targets of all collections, one after the other, as far as they are there. */
interface Found {
  readonly values: readonly unknown[];
  readonly missing: ReadonlyMap<number, readonly TaskFailure[]>;
}

/** Computes what can be computed. */
export async function computeInPart<T>(work: PartialWork<T>, found?: Found): Promise<PartialOutcome<T>> {
  const { scheduler, request, lowered } = work.prepare(work.options);
  const wanted = found === undefined ? request.targets : missingOf(request, found);
  const places = found === undefined ? undefined : [...found.missing.keys()];
  const missing = new Map<number, readonly TaskFailure[]>();
  const computed = await scheduler.run({
    ...request,
    targets: wanted,
    onMissing: (target, errors) => void missing.set(places?.[target] ?? target, errors),
  });
  const values = [...(found?.values ?? computed)];
  places?.forEach((place, i) => (values[place] = computed[i]));
  return outcomeOf(work, lowered, { values, missing });
}

function missingOf({ targets }: RunRequest, { missing }: Found): RunRequest["targets"] {
  return referencesTo(targets).filter((_, target) => missing.has(target));
}

function outcomeOf<T>(work: PartialWork<T>, lowered: readonly Lowered[], found: Found): PartialOutcome<T> {
  const failures: PartitionFailure[] = [];
  let start = 0;
  const computed = lowered.map((one, i) => {
    const end = start + countTargets(one.targets);
    const own = { collection: work.collections[i]!, lowered: one, start, end };
    start = end;
    failures.push(...failuresOf(own, found));
    return valueOf(own, found, work.gather);
  });
  const outcome: PartialOutcome<T> = {
    results: work.shape(computed),
    failures,
    async retry(options = {}) {
      if (failures.length === 0) return outcome;
      return computeInPart({ ...work, options: { ...work.options, ...options } }, found);
    },
  };
  return outcome;
}

/** A collection, and which of the targets are its own. */
interface Share {
  readonly collection: Collection;
  readonly lowered: Lowered;
  readonly start: number;
  readonly end: number;
}

function failuresOf({ collection, lowered, start, end }: Share, { missing }: Found): PartitionFailure[] {
  const own = [...missing].filter(([target]) => target >= start && target < end).sort(([a], [b]) => a - b);
  if (lowered.isPartitioned === true)
    return own.map(([target, [error]]) => ({ collection, partition: target - start, error: error! }));
  const errors = new Set(own.flatMap(([, all]) => all));
  return Array.from(errors, (error) => ({ collection, partition: undefined, error }));
}

function valueOf(
  { lowered, start, end }: Share,
  { values, missing }: Found,
  gather: PartialWork<unknown>["gather"],
): unknown {
  const own = values.slice(start, end);
  const there = missing.size === 0 ? own : own.filter((_, i) => !missing.has(start + i));
  return there.length === own.length || lowered.isPartitioned === true ? gather(lowered, there) : undefined;
}
