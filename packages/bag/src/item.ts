import {
  captureCallSite,
  computeAsked,
  computeOneSync,
  computeOneWithMetadata,
  createDelayed,
  showInOneLine,
  type Collection,
  type Delayed,
  type LowerContext,
  type Lowered,
  type PartialOutcome,
  type PartialRunOptions,
  type RunOptions,
  type SyncOptions,
  type WithMetadata,
} from "@holdall/core";
import { apply } from "./operations/apply.ts";
import { itemFromDelayed } from "./operations/item-from-delayed.ts";
import { persistItem } from "./operations/persist.ts";
import { explain, type ExplainOptions } from "./plan/explain.ts";
import { lowerItem } from "./plan/lower.ts";
import type { ItemNode } from "./plan/node.ts";
import { summarise } from "./plan/summarise.ts";
import { noteCallSite } from "./plan/written-at.ts";

/** Makes an Item of a plan. Users get theirs from a Bag. */
export let createItem: <T>(plan: ItemNode) => Item<T>;

/**
 * The lazy result of a reduction: one value that is not there yet. An Item is immutable, and describes work; nothing
 * runs before `compute`.
 *
 * Items come from the reductions of a bag, such as `bag.sum()`. One can be given to `map` as an argument, and is then
 * computed once and handed to every call.
 *
 * @typeParam T - the value
 */
export class Item<T> implements Collection<T> {
  readonly #plan: ItemNode;

  private constructor(plan: ItemNode) {
    this.#plan = noteCallSite(plan, captureCallSite());
    Object.freeze(this);
  }

  static {
    createItem = (plan) => new Item(plan);
    showInOneLine<Item<unknown>>(this.prototype, "Item", (item) => summarise(item.#plan));
  }

  /** Whether a value is an Item. */
  static is(value: unknown): value is Item<unknown> {
    return value instanceof Item;
  }

  /**
   * Makes an Item of a delayed value.
   *
   * @throws InvalidArgumentError when `delayed` is nothing that can be computed
   *
   * @example
   * ```ts
   * import { Item } from "@holdall/bag";
   * import { delayed } from "@holdall/core";
   *
   * const three = Item.fromDelayed(delayed(() => 3)());
   * console.log(await three.apply((x) => x * x).compute({ scheduler: "sync" })); // 9
   * ```
   */
  static fromDelayed<T>(delayed: Collection<T>): Item<T> {
    return createItem(itemFromDelayed(delayed));
  }

  /**
   * What `fn` returns for the value, as another Item. Lazy: `fn` runs at compute; it may be asynchronous.
   *
   * @throws InvalidArgumentError when `fn` is no function
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const root = Bag.range(5).sum().apply(Math.sqrt);
   * console.log(await root.compute({ scheduler: "sync" })); // 3.1622776601683795
   * ```
   */
  apply<U>(fn: (value: T) => U): Item<Awaited<U>> {
    return createItem(apply(this.#plan, fn));
  }

  /**
   * Computes the value.
   *
   * @returns the value; with the option `allowFailures` a {@link PartialOutcome} of it
   * @throws InvalidArgumentError for unknown or invalid options
   * @throws TaskError when a function of the user throws, or an element is not what the operation needs
   * @throws AbortError when `signal` fires
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * console.log(await Bag.fromSequence([3, 1, 2]).max().compute({ scheduler: "sync" })); // 3
   * ```
   */
  compute(options: PartialRunOptions): Promise<PartialOutcome<T | undefined>>;
  compute(options?: RunOptions): Promise<T>;
  compute(options?: RunOptions | PartialRunOptions): Promise<T | PartialOutcome<T | undefined>> {
    return computeAsked(this, options, "item.compute()");
  }

  /**
   * Computes the value, and says what can be said of the run: how many elements operations left out, as their option
   * `onError` told them to, how many tasks there were, and how long it took.
   *
   * The metadata is of this run alone: what was left out of a bag that was persisted, was so by another one.
   *
   * @returns the value, and the metadata
   * @throws InvalidArgumentError for unknown or invalid options
   * @throws TaskError when a function of the user throws, or an element is not what the operation needs
   * @throws AbortError when `signal` fires
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const parse = (word: string): number => JSON.parse(word);
   * const parsed = Bag.fromSequence(["1", "x", "3"]).map(parse, { onError: "skip" }).sum();
   * const { value, metadata } = await parsed.computeWithMetadata({ scheduler: "sync" });
   * console.log(value, metadata.skipped); // 4 [ { operation: 'map', count: 1 } ]
   * ```
   */
  computeWithMetadata(options?: RunOptions): Promise<WithMetadata<T>> {
    return computeOneWithMetadata(this, options, "item.computeWithMetadata()");
  }

  /**
   * Computes the value on the calling thread before it returns.
   *
   * @returns the value
   * @throws NotSynchronousError when a function of the user returns a promise
   * @throws TaskError when a function of the user throws, or an element is not what the operation needs
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * console.log(Bag.fromSequence(["a", "b"]).count().computeSync()); // 2
   * ```
   */
  computeSync(options?: SyncOptions): T {
    return computeOneSync(this, options, "item.computeSync()");
  }

  /**
   * Computes the value and keeps it: what reads the item that comes of it starts from there, and nothing of this one
   * runs again. The value is held in this thread for as long as the new item is.
   *
   * @returns an item of the value
   * @throws InvalidArgumentError for unknown or invalid options
   * @throws TaskError when a function of the user throws, or an element is not what the operation needs
   * @throws AbortError when `signal` fires
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const bag = Bag.range(5);
   * const total = await bag.sum().persist({ scheduler: "sync" });
   * console.log(await bag.map((x, sum) => x / sum, total).compute({ scheduler: "sync" })); // [ 0, 0.1, 0.2, 0.3, 0.4 ]
   * ```
   */
  async persist(options?: RunOptions): Promise<Item<T>> {
    return createItem(await persistItem(this, options));
  }

  /**
   * Makes a Delayed of the value: for work that is no operation of an item. `Item.fromDelayed` goes the other way.
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   * import { delayed } from "@holdall/core";
   *
   * const total = Bag.range(5).sum().toDelayed();
   * console.log(await delayed((x: number) => -x)(total).compute({ scheduler: "sync" })); // -10
   * ```
   */
  toDelayed(): Delayed<T> {
    return createDelayed(this, this.#plan.operation);
  }

  /**
   * Describes what will be done: the plan, the plan as it is optimised, and the tasks that come of it. Runs nothing.
   *
   * @param options.code - whether the loops generated for the tasks are shown too, each as it is for partitions that
   * are arrays
   * @param options.optimize - whether plans are optimised, or which passes are made, as for `compute`; default as
   * configured
   * @returns text for people to read; it may be worded in another way in any release
   * @throws InvalidArgumentError for unknown or invalid options
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * console.log(Bag.range(10, { npartitions: 2 }).sum().explain()); // Plan
   * //   1. range: 10 elements in 2 partitions
   * //   2. sum of 1, each partition
   * //   3. sum of 2, 8 at a time
   * //
   * // Optimised plan
   * //   the same
   * //
   * // Tasks
   * //   2 tasks: range -> sum
   * //   1 task: sum -> sum
   * ```
   */
  explain(options: ExplainOptions = {}): string {
    return explain(this.#plan, options, "item.explain()");
  }

  /** @internal */
  lowerInto(context: LowerContext): Lowered<T> {
    return lowerItem(this.#plan, context) as Lowered<T>;
  }
}
