import {
  computeOne,
  computeOneSync,
  type Collection,
  type LowerContext,
  type Lowered,
  type RunOptions,
} from "@holdall/core";
import { apply } from "./operations/apply.ts";
import { explain, type ExplainOptions } from "./plan/explain.ts";
import { lowerItem } from "./plan/lower.ts";
import type { ItemNode } from "./plan/node.ts";

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
    this.#plan = plan;
    Object.freeze(this);
  }

  static {
    createItem = (plan) => new Item(plan);
  }

  /** Whether a value is an Item. */
  static is(value: unknown): value is Item<unknown> {
    return value instanceof Item;
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
   * @returns the value
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
  compute(options?: RunOptions): Promise<T> {
    return computeOne(this, options, "item.compute()");
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
  computeSync(options?: Pick<RunOptions, "hooks" | "optimize">): T {
    return computeOneSync(this, options, "item.computeSync()");
  }

  /**
   * Describes what will be done: the plan, the plan as it is optimised, and the tasks that come of it. Runs nothing.
   *
   * @param options.code - whether the loops generated for the tasks are shown too, each as it is for partitions that
   * are arrays
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
