import { toLayerCheckpoint } from "./checkpoint/checkpoint-options.ts";
import { LowerContext, type Collection, type Lowered } from "./collection.ts";
import {
  allowsFailures,
  computeInPart,
  type ComputedInPart,
  type PartialOutcome,
  type PartialRunOptions,
  type PreparedRun,
} from "./compute-in-part.ts";
import { resolveRunOptions, type ResolvedRunOptions, type RunOptions } from "./config.ts";
import { InvalidArgumentError, describeValue } from "./errors.ts";
import type { RunSummary } from "./events.ts";
import { countTargets } from "./graph/task.ts";
import { isPlainObject, type PlainObject } from "./is-plain-object.ts";
import { collectionsIn, replaceCollections } from "./nested.ts";
import { createContext } from "./run/run-task.ts";
import { namedScheduler } from "./scheduler/registry.ts";
import type { RunRequest, Scheduler } from "./scheduler/scheduler.ts";
import { runSync } from "./scheduler/sync.ts";

/** What a value becomes when all collections in it, in arrays and plain objects too, are computed. */
export type Computed<T> =
  T extends Collection<infer V>
    ? V
    : T extends readonly unknown[]
      ? { -readonly [K in keyof T]: Computed<T[K]> }
      : T extends PlainObject<T>
        ? { [K in keyof T]: Computed<T[K]> }
        : T;

/** Arguments the last of which is not taken for options. */
export type NoRunOptions<A extends readonly unknown[]> = A extends readonly [
  unknown,
  ...unknown[],
  infer Last,
]
  ? Last extends RunOptions | PartialRunOptions
    ? never
    : unknown
  : unknown;

/**
 * Computes several collections in one run, so that work they have in common is done once. Collections may also
 * stand in arrays and plain objects; the same shape comes back. A last argument that is a plain object without
 * any collection in it is taken as {@link RunOptions}.
 *
 * @example
 * {@includeCode ../../../examples/snippets/src/compute.ts}
 *
 * @returns one value per argument; with the option `allowFailures` a {@link PartialOutcome} of that
 * @throws InvalidArgumentError for bad options, and when there is nothing to compute
 * @throws TaskError when user code fails
 * @throws AbortError when `signal` fires
 */
export function compute<const A extends readonly unknown[]>(
  ...args: [...A, PartialRunOptions]
): Promise<PartialOutcome<{ -readonly [K in keyof A]: ComputedInPart<A[K]> }>>;
export function compute<const A extends readonly unknown[]>(
  ...args: [...A, RunOptions]
): Promise<{ -readonly [K in keyof A]: Computed<A[K]> }>;
export function compute<const A extends readonly unknown[]>(
  ...args: A & NoRunOptions<A>
): Promise<{ -readonly [K in keyof A]: Computed<A[K]> }>;
export async function compute(...args: readonly unknown[]): Promise<unknown> {
  const where = "compute()";
  const { values, options } = splitOptions(args);
  return allowsFailures(options, where)
    ? computeValuesInPart(values, options, where)
    : computeValues(values, resolveRunOptions(options, where), where);
}

/** What came of a run, and what can be said of the run itself. */
export interface WithMetadata<T> {
  readonly value: T;
  readonly metadata: RunSummary;
}

/**
 * Computes several collections in one run, as {@link compute} does, and says what can be said of that run: how many
 * elements operations left out, as their option `onError` told them to, how many tasks there were, and how long it took.
 *
 * The metadata is of this run alone. Work that several results share is done, and counted, once; what a task left out
 * before it was tried again does not count; and what was left out of a bag that was persisted, was so by another run.
 *
 * @example
 * ```ts
 * import { computeWithMetadata, delayed } from "@holdall/core";
 *
 * const three = delayed(() => 3)();
 * const { value, metadata } = await computeWithMetadata(three, three, { scheduler: "sync" });
 * console.log(value, metadata.tasks, metadata.skipped); // [ 3, 3 ] 1 []
 * ```
 *
 * @returns one value per argument, and the metadata
 * @throws InvalidArgumentError for bad options, and when there is nothing to compute
 * @throws TaskError when user code fails
 * @throws AbortError when `signal` fires
 */
export function computeWithMetadata<const A extends readonly unknown[]>(
  ...args: [...A, RunOptions]
): Promise<WithMetadata<{ -readonly [K in keyof A]: Computed<A[K]> }>>;
export function computeWithMetadata<const A extends readonly unknown[]>(
  ...args: A & NoRunOptions<A>
): Promise<WithMetadata<{ -readonly [K in keyof A]: Computed<A[K]> }>>;
export async function computeWithMetadata(...args: readonly unknown[]): Promise<WithMetadata<unknown>> {
  const where = "computeWithMetadata()";
  const { values, options } = splitOptions(args);
  return summarised(resolveRunOptions(options as RunOptions, where), (resolved) =>
    computeValues(values, resolved, where),
  );
}

/** Computes one collection. Collections offer this as their method `computeWithMetadata`. */
export async function computeOneWithMetadata<T>(
  collection: Collection<T>,
  options: RunOptions | undefined,
  where: string,
): Promise<WithMetadata<T>> {
  return summarised(
    resolveRunOptions(options ?? {}, where),
    async (resolved) => (await computeAll([collection], resolved))[0] as T,
  );
}

/** Computes by one run, and tells what its hooks are told in the end. */
async function summarised<T>(
  options: ResolvedRunOptions,
  run: (options: ResolvedRunOptions) => Promise<T>,
): Promise<WithMetadata<T>> {
  let metadata: RunSummary | undefined;
  const value = await run({
    ...options,
    hooks: {
      ...options.hooks,
      finish(event) {
        const { elapsed, tasks, checkpoint, skipped, spilled } = event;
        metadata = { elapsed, tasks, checkpoint, skipped, spilled };
        options.hooks?.finish?.(event);
      },
    },
  });
  return { value, metadata: metadata! };
}

/** Tells options behind what is to be computed from it. */
function splitOptions(args: readonly unknown[]): {
  readonly values: readonly unknown[];
  readonly options: RunOptions | PartialRunOptions;
} {
  const last = args.at(-1);
  const hasOptions = args.length > 1 && isPlainObject(last) && collectionsIn(last).length === 0;
  return hasOptions ? { values: args.slice(0, -1), options: last } : { values: args, options: {} };
}

async function computeValues(
  values: readonly unknown[],
  options: ResolvedRunOptions,
  where: string,
): Promise<unknown> {
  const collections = assertCollectionsIn(values, where);
  return putBack(values, collections, await computeAll(collections, options));
}

async function computeValuesInPart(
  values: readonly unknown[],
  options: PartialRunOptions,
  where: string,
): Promise<PartialOutcome<unknown>> {
  const collections = assertCollectionsIn(values, where);
  return computePart(collections, {
    options,
    where,
    shape: (computed) => putBack(values, collections, computed),
  });
}

/** @throws InvalidArgumentError when there are none */
function assertCollectionsIn(values: readonly unknown[], where: string): readonly Collection[] {
  const collections = collectionsIn(values);
  if (collections.length > 0) return collections;
  throw new InvalidArgumentError(
    `${where}: Expected at least one Bag, Item or Delayed, got ${values.map(describeValue).join(", ") || "nothing"}.`,
  );
}

/** Puts what was computed in the places of the collections. */
function putBack(
  values: readonly unknown[],
  collections: readonly Collection[],
  computed: readonly unknown[],
): unknown {
  return replaceCollections(values, new Map(collections.map((collection, i) => [collection, computed[i]])));
}

/**
 * Computes one collection, in part where the options allow that. Collections offer this as their method `compute`.
 * @param where - the call as the user wrote it, for messages
 */
export async function computeAsked<T>(
  collection: Collection<T>,
  options: RunOptions | PartialRunOptions | undefined,
  where: string,
): Promise<T | PartialOutcome<T>> {
  if (!allowsFailures(options, where)) return computeOne(collection, options, where);
  return computePart([collection], { options, where, shape: ([value]) => value as T });
}

async function computePart<T>(
  collections: readonly Collection[],
  { options, where, shape }: PartialRequest<T>,
): Promise<PartialOutcome<T>> {
  const { allowFailures: _allowed, ...rest } = options;
  const prepare = (own: RunOptions): PreparedRun => {
    const resolved = resolveRunOptions(own, where);
    const scheduler = schedulerOf(resolved);
    return { scheduler, ...lowerAll(collections, resolved, scheduler.executor?.concurrency) };
  };
  return computeInPart({ collections, options: rest, prepare, gather, shape });
}

interface PartialRequest<T> {
  readonly options: PartialRunOptions;
  readonly where: string;
  readonly shape: (computed: readonly unknown[]) => T;
}

/**
 * Computes one collection, all of it.
 * @param where - the call as the user wrote it, for messages
 */
export async function computeOne<T>(
  collection: Collection<T>,
  options: RunOptions | undefined,
  where: string,
): Promise<T> {
  return (await computeAll([collection], resolveRunOptions(options ?? {}, where)))[0] as T;
}

/** Options of `computeSync`. */
export type SyncOptions = Pick<RunOptions, "hooks" | "optimize" | "strict" | "memoryLimit">;

/**
 * Computes one collection on the calling thread before it returns.
 * @throws NotSynchronousError when a function of the user returns a promise
 */
export function computeOneSync<T>(
  collection: Collection<T>,
  options: SyncOptions | undefined,
  where: string,
): T {
  const resolved = resolveRunOptions({ ...options, scheduler: "sync" }, where);
  const { request, lowered } = lowerAll([collection], resolved, 1);
  return gather(lowered[0]!, runSync(request)) as T;
}

/** Computes the targets of one collection and leaves them as they are: what a collection keeps to be persisted. */
export async function computeTargets(
  collection: Collection,
  options: RunOptions | undefined,
  where: string,
): Promise<readonly unknown[]> {
  return (await runAll([collection], resolveRunOptions(options ?? {}, where))).values;
}

/**
 * Computes the targets of one collection one after the other, as the reader asks for them. Nothing runs before the
 * first.
 * @throws InvalidArgumentError at once, for bad options
 */
export function streamOne(
  collection: Collection,
  options: RunOptions | undefined,
  where: string,
): AsyncGenerator<unknown, void, undefined> {
  return streamTargets(collection, resolveRunOptions(options ?? {}, where));
}

async function* streamTargets(
  collection: Collection,
  options: ResolvedRunOptions,
): AsyncGenerator<unknown, void, undefined> {
  const scheduler = schedulerOf(options);
  yield* scheduler.stream(lowerAll([collection], options, scheduler.executor?.concurrency).request);
}

async function computeAll(
  collections: readonly Collection[],
  options: ResolvedRunOptions,
): Promise<unknown[]> {
  const { values, lowered } = await runAll(collections, options);
  if (lowered.length === 1) return [gather(lowered[0]!, values)];
  let start = 0;
  return lowered.map((one) => gather(one, values.slice(start, (start += countTargets(one.targets)))));
}

async function runAll(
  collections: readonly Collection[],
  options: ResolvedRunOptions,
): Promise<{ readonly values: readonly unknown[]; readonly lowered: readonly Lowered[] }> {
  const scheduler = schedulerOf(options);
  const { request, lowered } = lowerAll(collections, options, scheduler.executor?.concurrency);
  return { values: await scheduler.run(request), lowered };
}

function gather(lowered: Lowered, values: readonly unknown[]): unknown {
  return lowered.gather.call(
    createContext({ layer: "gather", index: 0, operation: "compute", partition: 0 }) as never,
    values as never,
  );
}

function schedulerOf({ scheduler, workers }: ResolvedRunOptions): Scheduler {
  return typeof scheduler === "string" ? namedScheduler(scheduler, workers) : scheduler;
}

function lowerAll(
  collections: readonly Collection[],
  options: ResolvedRunOptions,
  concurrency: number | undefined,
): { readonly request: RunRequest; readonly lowered: readonly Lowered[] } {
  const context = new LowerContext(options.optimize, concurrency);
  const lowered = collections.map((collection) => collection.lowerInto(context));
  return {
    request: {
      graph: context.finish(),
      targets: lowered.flatMap((one) => one.targets),
      retries: options.retries,
      retryOn: options.retryOn,
      retryDelay: options.retryDelay,
      maxCrashes: options.maxCrashes,
      timeout: options.timeout,
      memoryLimit: options.memoryLimit,
      checkpoint: options.checkpoint === undefined ? undefined : toLayerCheckpoint(options.checkpoint),
      signal: options.signal,
      hooks: options.hooks,
      progress: options.progress,
      optimize: context.passes.fuse,
      strict: options.strict,
      handleSignals: options.handleSignals,
    },
    lowered,
  };
}
