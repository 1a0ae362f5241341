import {
  captureCallSite,
  computeAsked,
  computeOneSync,
  computeOneWithMetadata,
  showInOneLine,
  type Collection,
  type Delayed,
  type LowerContext,
  type Lowered,
  type PartialOutcome,
  type PartialRunOptions,
  type PartitionedCollection,
  type RunOptions,
  type SyncOptions,
  type WithMetadata,
} from "@holdall/core";
import type { TypedArray } from "./array-split.ts";
import type { JoinedTypedArray } from "./concatenate.ts";
import { createItem, type Item } from "./item.ts";
import { accumulate, type AccumulateOptions } from "./operations/accumulate.ts";
import { all } from "./operations/all.ts";
import { any } from "./operations/any.ts";
import { batch } from "./operations/batch.ts";
import { checkpoint, type StoreOptions } from "./operations/checkpoint.ts";
import {
  cogroup,
  type CogroupOptions,
  type KeyOf,
  type SameKeyCogroupOptions,
} from "./operations/cogroup.ts";
import { concat } from "./operations/concat.ts";
import { concatenate } from "./operations/concatenate.ts";
import { count } from "./operations/count.ts";
import { countBy } from "./operations/count-by.ts";
import { describe } from "./operations/describe.ts";
import { difference } from "./operations/difference.ts";
import { distinct } from "./operations/distinct.ts";
import type { DistinctOptions } from "./operations/distinction.ts";
import type {
  ContextArgument,
  ElementOptions,
  NoOptions,
  PartitionOptions,
  SettledOptions,
} from "./operations/element-options.ts";
import { enumerate } from "./operations/enumerate.ts";
import { filter } from "./operations/filter.ts";
import { find } from "./operations/find.ts";
import { flatMap } from "./operations/flat-map.ts";
import { flatten, type Flattened } from "./operations/flatten.ts";
import { fold, type FoldOptions } from "./operations/fold.ts";
import { frequencies, type FrequenciesOptions } from "./operations/frequencies.ts";
import { foldBy, type FoldByOptions } from "./operations/fold-by.ts";
import { from, type FromOptions } from "./operations/from.ts";
import { fromDelayed } from "./operations/from-delayed.ts";
import { fromSequence } from "./operations/from-sequence.ts";
import { groupBy, type GroupByOptions, type GroupForms } from "./operations/group-by.ts";
import { histogram, type HistogramOptions } from "./operations/histogram.ts";
import { intersection } from "./operations/intersection.ts";
import { iterate } from "./operations/iterate.ts";
import {
  join,
  type JoinedPairs,
  type JoinKind,
  type JoinOptions,
  type SameKeyJoinOptions,
} from "./operations/join.ts";
import type { KeyArgument, KeyName } from "./operations/key-argument.ts";
import { map, mapBags, type ElementArguments, type Mapped } from "./operations/map.ts";
import { mapPartitions, type Elements, type PartitionArguments } from "./operations/map-partitions.ts";
import { mapSettled } from "./operations/map-settled.ts";
import { max } from "./operations/max.ts";
import { mean } from "./operations/mean.ts";
import { min } from "./operations/min.ts";
import type { VarianceOptions } from "./operations/moments.ts";
import type { Other } from "./operations/other-bag.ts";
import { persistBag } from "./operations/persist.ts";
import { pluck, type KeyOfAny, type PropertyOfAny } from "./operations/pluck.ts";
import { product } from "./operations/product.ts";
import { quantile } from "./operations/quantile.ts";
import { randomSample } from "./operations/random-sample.ts";
import { range, type RangeOptions } from "./operations/range.ts";
import type { SplitOptions } from "./operations/reduce.ts";
import { reduction } from "./operations/reduction.ts";
import { remove } from "./operations/remove.ts";
import { repartition } from "./operations/repartition.ts";
import { sortBy, type SortOptions } from "./operations/sort-by.ts";
import { starmap, type Spread } from "./operations/starmap.ts";
import { std } from "./operations/std.ts";
import { sum } from "./operations/sum.ts";
import { take, type TakeOptions } from "./operations/take.ts";
import { tap } from "./operations/tap.ts";
import { toDelayed } from "./operations/to-delayed.ts";
import { topk, type TopkOptions } from "./operations/topk.ts";
import { union } from "./operations/union.ts";
import { unzip, type Unzipped } from "./operations/unzip.ts";
import { variance } from "./operations/variance.ts";
import type { Histogram } from "./pipeline/bins.ts";
import type { PartitionContext } from "./pipeline/element-context.ts";
import { window, type WindowOptions } from "./operations/window.ts";
import { zip, zipBags } from "./operations/zip.ts";
import type { Summary } from "./pipeline/description.ts";
import { explain, type ExplainOptions } from "./plan/explain.ts";
import { lowerBag } from "./plan/lower.ts";
import type { BagNode } from "./plan/node.ts";
import type { PartitioningOptions } from "./plan/partitioning.ts";
import { summarise } from "./plan/summarise.ts";
import { noteCallSite } from "./plan/written-at.ts";

/** Makes a Bag of a plan. */
export let createBag: <T>(plan: BagNode) => Bag<T>;

/** The plan of a Bag; `undefined` for what is none. */
export let planOf: (value: unknown) => BagNode | undefined;

/** The type of a bag's elements. */
export type ElementOf<B> = B extends Bag<infer T> ? T : never;

/** What is left of a type when all falsy values are taken out. */
export type Truthy<T> = Exclude<T, Falsy>;

/** What counts as a "no" of a predicate. */
export type Falsy = false | 0 | 0n | "" | null | undefined;

/**
 * A lazy collection, cut into partitions that are worked on in parallel, in which order is kept and elements may occur
 * more than once. A Bag is immutable, and describes work: every method returns another Bag, or an {@link Item}, at
 * once, and nothing runs before `compute`, whatever the number of elements and partitions.
 *
 * Functions may be asynchronous everywhere. The elements of one partition are worked on one after the other, unless the
 * option `concurrency` of an operation has several of them under way at once.
 *
 * @typeParam T - the elements
 *
 * @example
 * ```ts
 * import { Bag } from "@holdall/bag";
 *
 * const squares = Bag.fromSequence([1, 2, 3, 4], { npartitions: 2 })
 *   .filter((x) => x > 1)
 *   .map((x) => x * x);
 * console.log(await squares.compute({ scheduler: "sync" })); // [ 4, 9, 16 ]
 * ```
 */
export class Bag<T> implements PartitionedCollection<T[]>, AsyncIterable<T> {
  readonly #plan: BagNode;

  private constructor(plan: BagNode) {
    this.#plan = noteCallSite(plan, captureCallSite());
    Object.freeze(this);
  }

  static {
    createBag = (plan) => new Bag(plan);
    planOf = (value) => Bag.#nodeOf(value);
    showInOneLine<Bag<unknown>>(this.prototype, "Bag", (bag) => summarise(bag.#plan));
  }

  /** Whether a value is a Bag. */
  static is(value: unknown): value is Bag<unknown> {
    return value instanceof Bag;
  }

  static #nodeOf(value: unknown): BagNode | undefined {
    return value instanceof Bag ? value.#plan : undefined;
  }

  /**
   * Makes a bag of the elements of an array, a typed array (its numbers) or any other iterable (a string's
   * characters).
   *
   * An array is kept by reference and read at compute, so that this takes no time and no memory; it must keep its
   * length until then. Other iterables are read at once, and once.
   *
   * @param options.npartitions - exactly so many, whose sizes differ by at most one, larger ones first; with fewer
   * elements than that, one element each
   * @param options.partitionSize - exactly so many elements each, but for the last
   *
   * Without either, up to 100 elements get a partition each, more are cut into partitions of `ceil(sqrt(n) / 10)`. No
   * elements make one empty partition.
   *
   * @throws InvalidArgumentError when `iterable` is none, and for unknown, invalid or conflicting options
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const bag = Bag.fromSequence(["a", "b", "c"], { npartitions: 2 });
   * console.log(bag.npartitions); // 2
   * console.log(await bag.compute({ scheduler: "sync" })); // [ 'a', 'b', 'c' ]
   * ```
   */
  static fromSequence<T>(iterable: Iterable<T>, options: PartitioningOptions = {}): Bag<T> {
    return new Bag(fromSequence(iterable, options));
  }

  /**
   * Makes a bag of the whole numbers from `start`, or 0, up to and without `stop`. They are made where they are worked
   * on, when they are needed, and never all at once. Neighbours are `step` apart, 1 by default; a negative step counts
   * down.
   *
   * @throws InvalidArgumentError when a number is not whole, `start` and `stop` are more than `Number.MAX_SAFE_INTEGER`
   * apart, `step` is 0, or `npartitions` is not a whole number from 1 up
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * console.log(await Bag.range(4).compute({ scheduler: "sync" })); // [ 0, 1, 2, 3 ]
   * console.log(await Bag.range(10, 0, -4, { npartitions: 2 }).compute({ scheduler: "sync" })); // [ 10, 6, 2 ]
   * ```
   */
  static range(stop: number, options?: RangeOptions): Bag<number>;
  static range(start: number, stop: number, options?: RangeOptions): Bag<number>;
  static range(start: number, stop: number, step: number, options?: RangeOptions): Bag<number>;
  static range(...args: readonly (number | RangeOptions | undefined)[]): Bag<number> {
    return new Bag(range(args));
  }

  /**
   * Makes a bag of delayed values: each computes to an iterable, or async iterable, whose elements are a partition.
   *
   * @param list - at least one Delayed, or Item
   * @throws InvalidArgumentError when `list` is anything else
   * @throws TaskError at compute, when a value is not iterable
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   * import { delayed } from "@holdall/core";
   *
   * const load = delayed((name: string) => [`${name} 1`, `${name} 2`]);
   * const bag = Bag.fromDelayed([load("a"), load("b")]);
   * console.log(await bag.compute({ scheduler: "sync" })); // [ 'a 1', 'a 2', 'b 1', 'b 2' ]
   * ```
   */
  static fromDelayed<T>(list: readonly Collection<Iterable<T> | AsyncIterable<T>>[]): Bag<T> {
    return new Bag(fromDelayed(list));
  }

  /**
   * Makes a bag of an asynchronous iterable, such as a stream, that is read while the bag is computed: on the calling
   * thread, and no faster than elements are worked on. Nothing is read before, and no more than is needed: leaving a loop
   * over the bag, or `take`, ends the reading. Another iterable is read in the same way.
   *
   * How many elements there will be is not known. So each partition gets a sixteenth more of them than the one before,
   * and the last one the rest: by default those before it have room for some billions.
   *
   * Each run reads the iterable anew. Of one that can be read only once, a stream or what a generator function returned,
   * a second run is an error; `persist` keeps the elements.
   *
   * @param options.npartitions - how many partitions there are, the last ones perhaps empty; default 256
   * @param options.firstPartitionSize - how many elements the first partition gets; default 64
   *
   * @throws InvalidArgumentError when `iterable` is none, and for unknown and invalid options
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * async function* readings() {
   *   for (let i = 0; i < 1000; i++) yield i;
   * }
   * const sum = Bag.from(readings()).map((x) => 2 * x).sum();
   * console.log(await sum.compute({ scheduler: "sync" })); // 999000
   * ```
   */
  static from<T>(iterable: Iterable<T> | AsyncIterable<T>, options: FromOptions = {}): Bag<T> {
    return new Bag(from(iterable, options));
  }

  /**
   * Appends bags: the partitions of the first, then those of the second, and so on. Moves no data. A bag may be there
   * more than once; of no bags at all an empty one is made.
   *
   * @throws InvalidArgumentError when `bags` is not an array of bags
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const both = Bag.concat([Bag.range(2), Bag.fromSequence(["a"])]);
   * console.log(await both.compute({ scheduler: "sync" })); // [ 0, 1, 'a' ]
   * ```
   */
  static concat<const B extends readonly Bag<unknown>[]>(bags: B): Bag<ElementOf<B[number]>> {
    return new Bag(concat(bags, (bag) => Bag.#nodeOf(bag)));
  }

  /**
   * Calls `fn` with one element of each bag, in lockstep: `Bag.map(fn, a, b)` is `a.map(fn, b)`, and takes the same
   * options.
   *
   * @throws InvalidArgumentError when `fn` is no function, no bag is given, their numbers of partitions differ, and for
   * unknown or invalid options
   * @throws TaskError at compute, when partitions of the same index have different lengths, or `fn` throws
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const sums = Bag.map((a, b) => a + b, Bag.range(3), Bag.range(10, 13));
   * console.log(await sums.compute({ scheduler: "sync" })); // [ 10, 12, 14 ]
   * ```
   */
  static map<B extends readonly [Bag<unknown>, ...Bag<unknown>[]], R, S = never, C extends boolean = false>(
    fn: (...args: [...ElementArguments<B>, ...ContextArgument<C>]) => R,
    ...bags: [...bags: B, options: ElementOptions<ElementOf<B[0]>, S, C>]
  ): Bag<Mapped<R> | Mapped<S>>;
  static map<B extends readonly [Bag<unknown>, ...Bag<unknown>[]], R>(
    fn: (...elements: ElementArguments<B>) => R,
    ...bags: B
  ): Bag<Mapped<R>>;
  static map(fn: (...elements: never[]) => unknown, ...bags: readonly unknown[]): Bag<unknown> {
    return new Bag(mapBags({ fn, args: bags, nodeOf: (bag) => Bag.#nodeOf(bag), where: "Bag.map()" }));
  }

  /**
   * Makes tuples of one element of each bag, in lockstep: `Bag.zip(a, b)` is `a.zip(b)`. Partitions go together by
   * their index.
   *
   * @throws InvalidArgumentError when no bag is given, something else is, or their numbers of partitions differ
   * @throws TaskError at compute, when partitions of the same index have different lengths
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const pairs = Bag.zip(Bag.range(2), Bag.fromSequence(["a", "b"]));
   * console.log(await pairs.compute({ scheduler: "sync" })); // [ [ 0, 'a' ], [ 1, 'b' ] ]
   * ```
   */
  static zip<B extends readonly [Bag<unknown>, ...Bag<unknown>[]]>(...bags: B): Bag<ElementArguments<B>> {
    return new Bag(zipBags(bags, (bag) => Bag.#nodeOf(bag)));
  }

  /** Number of partitions. */
  get npartitions(): number {
    return this.#plan.npartitions;
  }

  /**
   * Calls `fn` for each element and puts what it returns, awaited, in the element's place.
   *
   * Arguments after `fn` are handed to every call, after the element: of a Bag the element in the same place, an Item
   * or Delayed computed once, anything else as it is. What a generator yields becomes an array.
   *
   * Options come last, and say how `fn` is called. {@link ElementOptions} tells which there are, and what tells them from
   * arguments.
   *
   * @throws InvalidArgumentError when `fn` is no function, a Bag has another number of partitions, and for unknown or
   * invalid options
   * @throws TaskError at compute, when `fn` throws, or partitions in lockstep have different lengths
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const bag = Bag.fromSequence([1, 2, 3]);
   * const shares = bag.map((x, total) => x / total, bag.sum());
   * console.log(await shares.compute({ scheduler: "sync" })); // [ 0.16666666666666666, 0.3333333333333333, 0.5 ]
   *
   * const load = async (x: number) => `page ${x}`; // a request, say
   * const pages = bag.map(load, { concurrency: 2 });
   * console.log(await pages.compute({ scheduler: "sync" })); // [ 'page 1', 'page 2', 'page 3' ]
   *
   * const words = Bag.fromSequence(["1", "x", "3"]);
   * const parsed = words.map((word) => JSON.parse(word) as number, { onError: (_error, word) => `not ${word}` });
   * console.log(await parsed.compute({ scheduler: "sync" })); // [ 1, 'not x', 3 ]
   * ```
   */
  // What most calls are, and much less work for the compiler than the others are.
  map<R>(fn: (element: T) => R): Bag<Mapped<R>>;
  map<A extends readonly unknown[], R, S = never, C extends boolean = false>(
    fn: (element: T, ...args: [...ElementArguments<A>, ...ContextArgument<C>]) => R,
    ...args: [...args: A, options: ElementOptions<T, S, C>]
  ): Bag<Mapped<R> | Mapped<S>>;
  map<A extends readonly unknown[], R>(
    fn: (element: T, ...args: ElementArguments<A>) => R,
    ...args: A & NoOptions<A>
  ): Bag<Mapped<R>>;
  map(fn: (...args: never[]) => unknown, ...args: readonly unknown[]): Bag<unknown> {
    return new Bag(map(this.#plan, { fn, args, nodeOf: (bag) => Bag.#nodeOf(bag), where: "bag.map()" }));
  }

  /**
   * Calls `fn` for each element, and puts in its place what became of the call, as `Promise.allSettled` tells it: an
   * object of `status: "fulfilled"` and the `value` that `map` would have put there, or of `status: "rejected"` and, as
   * `reason`, the error as it was thrown.
   *
   * Arguments and options are those of `map`, but for `onError`. Errors come from workers with message, stack, cause and
   * properties; one of a class of your own is an instance of it where the class is registered (`registerClass`), and of
   * one of the same name elsewhere. A run that is stopped rejects, as ever.
   *
   * @throws InvalidArgumentError when `fn` is no function, a Bag has another number of partitions, and for unknown or
   * invalid options
   * @throws TaskError at compute, when partitions in lockstep have different lengths
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const settled = Bag.fromSequence(["1", "x"]).mapSettled((word) => JSON.parse(word) as number);
   * const told = settled.map((one) => (one.status === "fulfilled" ? one.value : (one.reason as Error).name));
   * console.log(await told.compute({ scheduler: "sync" })); // [ 1, 'SyntaxError' ]
   * ```
   */
  mapSettled<A extends readonly unknown[], R, C extends boolean = false>(
    fn: (element: T, ...args: [...ElementArguments<A>, ...ContextArgument<C>]) => R,
    ...args: [...args: A, options: SettledOptions<C>]
  ): Bag<PromiseSettledResult<Mapped<R>>>;
  mapSettled<A extends readonly unknown[], R>(
    fn: (element: T, ...args: ElementArguments<A>) => R,
    ...args: A & NoOptions<A>
  ): Bag<PromiseSettledResult<Mapped<R>>>;
  mapSettled(fn: (...args: never[]) => unknown, ...args: readonly unknown[]): Bag<unknown> {
    const where = "bag.mapSettled()";
    return new Bag(mapSettled(this.#plan, { fn, args, nodeOf: (bag) => Bag.#nodeOf(bag), where }));
  }

  /**
   * Calls `fn` with the elements of each element as its arguments, and puts what it returns, awaited, in its place. What
   * a generator yields becomes an array.
   *
   * @param options - how `fn` is called; a context comes after the elements
   * @throws InvalidArgumentError when `fn` is no function, and for unknown or invalid options
   * @throws TaskError at compute, when `fn` throws, or an element is not iterable
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const powers = Bag.fromSequence<[number, number]>([[2, 3], [3, 2]]).starmap(Math.pow);
   * console.log(await powers.compute({ scheduler: "sync" })); // [ 8, 9 ]
   * ```
   */
  starmap<R, S = never, C extends boolean = false>(
    this: Bag<Iterable<unknown>>,
    fn: (...args: [...Spread<T>, ...ContextArgument<C>]) => R,
    options?: ElementOptions<T, S, C>,
  ): Bag<Mapped<R> | Mapped<S>> {
    return new Bag(starmap(this.#plan, fn, options));
  }

  /**
   * Keeps the elements for which `predicate` returns something truthy. A type guard narrows the type of the elements,
   * and so does `Boolean`.
   *
   * @param options - how `predicate` is called
   * @throws InvalidArgumentError when `predicate` is no function, and for unknown or invalid options
   * @throws TaskError at compute, when it throws
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const even = Bag.range(6).filter((x) => x % 2 === 0);
   * console.log(await even.compute({ scheduler: "sync" })); // [ 0, 2, 4 ]
   * ```
   */
  filter<S extends T, C extends boolean = false>(
    predicate: (element: T, ...context: ContextArgument<C>) => element is S,
    options?: ElementOptions<T, Falsy | PromiseLike<Falsy>, C>,
  ): Bag<S>;
  filter(
    predicate: BooleanConstructor,
    options?: ElementOptions<T, Falsy | PromiseLike<Falsy>, false>,
  ): Bag<Truthy<T>>;
  filter<C extends boolean = false>(
    predicate: (element: T, ...context: ContextArgument<C>) => unknown,
    options?: ElementOptions<T, unknown, C>,
  ): Bag<T>;
  filter(predicate: (...args: never[]) => unknown, options?: ElementOptions<never>): Bag<T> {
    return new Bag(filter(this.#plan, predicate, options));
  }

  /**
   * Drops the elements for which `predicate` returns something truthy: the opposite of `filter`.
   *
   * @param options - how `predicate` is called
   * @throws InvalidArgumentError when `predicate` is no function, and for unknown or invalid options
   * @throws TaskError at compute, when it throws
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const odd = Bag.range(6).remove((x) => x % 2 === 0);
   * console.log(await odd.compute({ scheduler: "sync" })); // [ 1, 3, 5 ]
   * ```
   */
  remove<S extends T, C extends boolean = false>(
    predicate: (element: T, ...context: ContextArgument<C>) => element is S,
    options?: ElementOptions<T, true | PromiseLike<true>, C>,
  ): Bag<Exclude<T, S>>;
  remove<C extends boolean = false>(
    predicate: (element: T, ...context: ContextArgument<C>) => unknown,
    options?: ElementOptions<T, unknown, C>,
  ): Bag<T>;
  remove(predicate: (...args: never[]) => unknown, options?: ElementOptions<never>): Bag<T> {
    return new Bag(remove(this.#plan, predicate, options));
  }

  /**
   * Calls `fn` for each element and puts the elements of what it returns, an iterable or async iterable, in its place.
   *
   * @param options - how `fn` is called; with `concurrency` or `onError`, what it returns is read to its end before any
   * of it is handed on
   * @throws InvalidArgumentError when `fn` is no function, and for unknown or invalid options
   * @throws TaskError at compute, when `fn` throws or returns what is not iterable
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const words = Bag.fromSequence(["to be", "or not"]).flatMap((line) => line.split(" "));
   * console.log(await words.compute({ scheduler: "sync" })); // [ 'to', 'be', 'or', 'not' ]
   * ```
   */
  flatMap<U, V = never, C extends boolean = false>(
    fn: (element: T, ...context: ContextArgument<C>) => Elements<U>,
    options?: ElementOptions<T, Elements<V>, C>,
  ): Bag<U | V> {
    return new Bag(flatMap(this.#plan, fn, options));
  }

  /**
   * Puts the elements of each element in its place, one level deep. Strings are iterables of their characters.
   *
   * @throws TaskError at compute, when an element is not iterable
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * console.log(await Bag.fromSequence([[1, 2], [3]]).flatten().compute({ scheduler: "sync" })); // [ 1, 2, 3 ]
   * ```
   */
  flatten(this: Bag<Iterable<unknown> | AsyncIterable<unknown>>): Bag<Flattened<T>> {
    return new Bag(flatten(this.#plan));
  }

  /**
   * Takes one property of each element, or an element of a tuple by its index; of an array of keys, an array of
   * properties. Where an element does not have the property, `fallback` stands for it; `undefined` given as fallback
   * is a value like any other.
   *
   * @throws InvalidArgumentError when `key` is no key
   * @throws TaskError at compute, when an element does not have the property and there is no default
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const people = Bag.fromSequence([{ name: "Ada", born: 1815 }, { name: "Alan", born: 1912 }]);
   * console.log(await people.pluck("name").compute({ scheduler: "sync" })); // [ 'Ada', 'Alan' ]
   * ```
   */
  pluck<K extends keyof T>(key: K): Bag<T[K]>;
  pluck<const K extends readonly (keyof T)[]>(keys: K): Bag<{ -readonly [I in keyof K]: T[K[I]] }>;
  pluck<K extends KeyOfAny<T>, D>(key: K, fallback: D): Bag<PropertyOfAny<T, K> | D>;
  pluck<const K extends readonly KeyOfAny<T>[], D>(
    keys: K,
    fallback: D,
  ): Bag<{ -readonly [I in keyof K]: PropertyOfAny<T, K[I]> | D }>;
  pluck(key: unknown, ...fallback: readonly unknown[]): Bag<unknown> {
    return new Bag(pluck(this.#plan, key, fallback));
  }

  /**
   * Calls `fn` for each element, awaits what it returns, and hands the element on: to write something down on the way.
   * `fn` runs where the other operations run, which may be in a worker: what it writes into variables stays there.
   *
   * @param options - how `fn` is called; what a function for errors returns does not matter
   * @throws InvalidArgumentError when `fn` is no function, and for unknown or invalid options
   * @throws TaskError at compute, when `fn` throws
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const sum = Bag.range(3).tap((x) => process.stdout.write(`${x}, `)).sum();
   * console.log(await sum.compute({ scheduler: "sync" })); // 0, 1, 2, 3
   * ```
   */
  tap<C extends boolean = false>(
    fn: (element: T, ...context: ContextArgument<C>) => unknown,
    options?: ElementOptions<T, unknown, C>,
  ): Bag<T> {
    return new Bag(tap(this.#plan, fn, options));
  }

  /**
   * Makes tuples of an element and those in the same place of other bags. Partitions go together by their index.
   *
   * @throws InvalidArgumentError when something else than a bag is given, or numbers of partitions differ
   * @throws TaskError at compute, when partitions of the same index have different lengths
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const bag = Bag.fromSequence(["a", "b"]);
   * console.log(await bag.zip(Bag.range(2)).compute({ scheduler: "sync" })); // [ [ 'a', 0 ], [ 'b', 1 ] ]
   * ```
   */
  zip<B extends readonly Bag<unknown>[]>(...others: B): Bag<[T, ...ElementArguments<B>]> {
    return new Bag(zip(this.#plan, others, (bag) => Bag.#nodeOf(bag)));
  }

  /**
   * Takes elements, which are tuples, apart: makes a bag of their first elements, one of their second, and so on. What
   * comes before is computed once for all that are computed together.
   *
   * @param n - how many bags to make
   * @throws InvalidArgumentError when `n` is not a whole number from 0 up
   * @throws TaskError at compute, when an element has fewer
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   * import { compute } from "@holdall/core";
   *
   * const [numbers, words] = Bag.fromSequence<[number, string]>([[1, "a"], [2, "b"]]).unzip(2);
   * console.log(await compute(numbers, words, { scheduler: "sync" })); // [ [ 1, 2 ], [ 'a', 'b' ] ]
   * ```
   */
  unzip<N extends number>(this: Bag<readonly unknown[]>, n: N): Unzipped<T, N> {
    return unzip(this.#plan, n).map((plan) => new Bag(plan)) as Unzipped<T, N>;
  }

  /**
   * Makes pairs of each element's place in the whole bag, counted from 0, and the element.
   *
   * Where it is known from the start how many elements each partition has, as it is after `fromSequence` or `range` and
   * operations that keep one element for each, nothing has to be counted. Elsewhere, as after `filter`, each partition
   * is computed once, counted, and kept until those before it have been counted too.
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const words = Bag.fromSequence(["a", "", "b"]).filter(Boolean);
   * console.log(await words.enumerate().compute({ scheduler: "sync" })); // [ [ 0, 'a' ], [ 1, 'b' ] ]
   * ```
   */
  enumerate(): Bag<[number, T]> {
    return new Bag(enumerate(this.#plan));
  }

  /**
   * Makes all values that a running one comes to, from the first element of the bag to the last: `binop` makes each of
   * the one before and the next element. With `initial` that comes first, one more element in front; without it the
   * first element does, as it is. What comes before is computed side by side, running values one partition after the
   * other.
   *
   * @throws InvalidArgumentError when `binop` is no function, and for unknown or invalid options
   * @throws TaskError at compute, when `binop` throws
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const bag = Bag.fromSequence([1, 2, 3]);
   * console.log(await bag.accumulate((a, b) => a + b).compute({ scheduler: "sync" })); // [ 1, 3, 6 ]
   * ```
   */
  accumulate<A>(
    this: Bag<A>,
    binop: (a: A, b: A) => A | PromiseLike<A>,
    options?: AccumulateOptions<A>,
  ): Bag<A>;
  accumulate<A>(
    binop: (value: A, element: T) => A | PromiseLike<A>,
    options: Required<AccumulateOptions<A>>,
  ): Bag<A>;
  accumulate(binop: (a: never, b: never) => unknown, options: unknown = {}): Bag<unknown> {
    return new Bag(accumulate(this.#plan, binop, options));
  }

  /**
   * Puts `size` neighbours each into an array, within each partition: the last array of a partition may be shorter. For
   * functions that rather work on many elements at once.
   *
   * @throws InvalidArgumentError when `size` is not a whole number from 1 up
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const batches = Bag.range(5, { npartitions: 1 }).batch(2);
   * console.log(await batches.compute({ scheduler: "sync" })); // [ [ 0, 1 ], [ 2, 3 ], [ 4 ] ]
   * ```
   */
  batch(size: number): Bag<T[]> {
    return new Bag(batch(this.#plan, size));
  }

  /**
   * Puts each element and the `size - 1` after it into an array, within each partition: arrays overlap, and all have
   * `size` elements, so that of a partition with fewer there is none.
   *
   * @param options.step - by how many elements an array begins after the one before; default 1. From `size` up they do
   * not overlap, above it some elements are in none.
   * @throws InvalidArgumentError when `size` or `step` is not a whole number from 1 up, and for unknown options
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const changes = Bag.fromSequence([3, 4, 8, 7], { npartitions: 1 }).window(2).starmap((a, b) => b - a);
   * console.log(await changes.compute({ scheduler: "sync" })); // [ 1, 4, -1 ]
   * ```
   */
  window(size: number, options: WindowOptions = {}): Bag<T[]> {
    return new Bag(window(this.#plan, size, options));
  }

  /**
   * Calls `fn` once per partition with an array of all its elements; the elements of what it returns, an iterable or
   * async iterable, make up the new partition.
   *
   * Arguments after `fn` are handed to every call: of a Bag the array of its partition of the same index, an Item or
   * Delayed computed once, anything else as it is. Options come last, as in `map`: {@link PartitionOptions} tells which
   * there are. With `onError`, what `fn` returns is read to its end before any of it is handed on.
   *
   * @throws InvalidArgumentError when `fn` is no function, a Bag has another number of partitions, and for unknown or
   * invalid options
   * @throws TaskError at compute, when `fn` throws or returns what is not iterable
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const sizes = Bag.range(5, { npartitions: 2 }).mapPartitions((elements) => [elements.length]);
   * console.log(await sizes.compute({ scheduler: "sync" })); // [ 3, 2 ]
   * ```
   */
  mapPartitions<U>(fn: (elements: T[]) => Elements<U>): Bag<U>;
  mapPartitions<A extends readonly unknown[], U, V = never, C extends boolean = false>(
    fn: (
      elements: T[],
      ...args: [...PartitionArguments<A>, ...ContextArgument<C, PartitionContext>]
    ) => Elements<U>,
    ...args: [...args: A, options: PartitionOptions<T, Elements<V>, C>]
  ): Bag<U | V>;
  mapPartitions<A extends readonly unknown[], U>(
    fn: (elements: T[], ...args: PartitionArguments<A>) => Elements<U>,
    ...args: A & NoOptions<A>
  ): Bag<U>;
  mapPartitions(fn: (...args: never[]) => unknown, ...args: readonly unknown[]): Bag<unknown> {
    return new Bag(mapPartitions(this.#plan, { fn, args, nodeOf: (bag) => Bag.#nodeOf(bag) }));
  }

  /**
   * Keeps each element with a certain probability, independently of the others. Which ones depends on the seed and on
   * how the bag is partitioned, and on nothing else: computed again, or by another scheduler, they are the same.
   *
   * @param probability - from 0, which keeps none, to 1, which keeps all
   * @param seed - a whole number from 0 up; by default a random one, chosen now
   * @throws InvalidArgumentError when `probability` or `seed` is anything else
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const few = Bag.range(20, { npartitions: 2 }).randomSample(0.2, 42);
   * console.log(await few.compute({ scheduler: "sync" })); // [ 9, 11, 13, 15 ]
   * ```
   */
  randomSample(probability: number, seed?: number): Bag<T> {
    return new Bag(randomSample(this.#plan, probability, seed));
  }

  /**
   * Tells whether any element is truthy, or `predicate` returns something truthy for one; false when there are none. No
   * partition is looked at further than to the first such element; then come as many partitions as can be worked on at
   * once, then twice as many, and so on, and none after the ones with the answer.
   *
   * @throws InvalidArgumentError when `predicate` is no function
   * @throws TaskError at compute, when it throws
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * console.log(await Bag.range(10).any((x) => x > 8).compute({ scheduler: "sync" })); // true
   * ```
   */
  any(predicate?: (element: T) => unknown): Item<boolean> {
    return createItem(any(this.#plan, predicate));
  }

  /**
   * Tells whether all elements are truthy, or `predicate` returns something truthy for each; true when there are none.
   * It ends as early as {@link Bag.any} does.
   *
   * @throws InvalidArgumentError when `predicate` is no function
   * @throws TaskError at compute, when it throws
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * console.log(await Bag.range(10).all((x) => x > 8).compute({ scheduler: "sync" })); // false
   * ```
   */
  all(predicate?: (element: T) => unknown): Item<boolean> {
    return createItem(all(this.#plan, predicate));
  }

  /**
   * Finds the first element for which `predicate` returns something truthy; `undefined` when there is none. It ends as
   * early as {@link Bag.any} does.
   *
   * @throws InvalidArgumentError when `predicate` is no function
   * @throws TaskError at compute, when it throws
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * console.log(await Bag.range(1e9).find((x) => x * x > 50).compute({ scheduler: "sync" })); // 8
   * ```
   */
  find<S extends T>(predicate: (element: T) => element is S): Item<S | undefined>;
  find(predicate: (element: T) => unknown): Item<T | undefined>;
  find(predicate: (element: T) => unknown): Item<T | undefined> {
    return createItem(find(this.#plan, predicate));
  }

  /**
   * Counts the elements; 0 when there are none.
   *
   * @param options.splitEvery - how many partitions' counts are added up at a time; `false` for all. Default 8
   * @throws InvalidArgumentError for unknown or invalid options
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * console.log(await Bag.range(10).filter((x) => x > 6).count().compute({ scheduler: "sync" })); // 3
   * ```
   */
  count(options?: SplitOptions): Item<number> {
    return createItem(count(this.#plan, options));
  }

  /**
   * Adds up the elements, which have to be numbers; 0 when there are none. Partitions are added up from left to right,
   * and their sums in a fixed tree, so that floating-point sums come out alike on every scheduler.
   *
   * @param options.splitEvery - how many partitions' sums are added up at a time; `false` for all. Default 8
   * @throws InvalidArgumentError for unknown or invalid options
   * @throws TaskError at compute, when an element is not a number
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * console.log(await Bag.range(10).sum().compute({ scheduler: "sync" })); // 45
   * ```
   */
  sum(this: Bag<number>, options?: SplitOptions): Item<number> {
    return createItem(sum(this.#plan, options));
  }

  /**
   * Finds the smallest element, as `<` compares; of equal ones the first.
   *
   * @param options.splitEvery - how many partitions' smallest are compared at a time; `false` for all. Default 8
   * @throws InvalidArgumentError for unknown or invalid options
   * @throws TaskError at compute, when there are no elements
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * console.log(await Bag.fromSequence(["b", "a", "c"]).min().compute({ scheduler: "sync" })); // a
   * ```
   */
  min(options?: SplitOptions): Item<T> {
    return createItem(min(this.#plan, options));
  }

  /**
   * Finds the greatest element, as `>` compares; of equal ones the first.
   *
   * @param options.splitEvery - how many partitions' greatest are compared at a time; `false` for all. Default 8
   * @throws InvalidArgumentError for unknown or invalid options
   * @throws TaskError at compute, when there are no elements
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * console.log(await Bag.fromSequence([3, 5, 4]).max().compute({ scheduler: "sync" })); // 5
   * ```
   */
  max(options?: SplitOptions): Item<T> {
    return createItem(max(this.#plan, options));
  }

  /**
   * The mean of the elements, which have to be numbers. Their sum is kept with its rounding errors, and so is as good as
   * rounded once; partitions are combined in a fixed tree, so that the mean is the same on every scheduler.
   *
   * @param options.splitEvery - how many partitions are combined at a time; `false` for all. Default 8
   * @throws InvalidArgumentError for unknown or invalid options
   * @throws TaskError at compute, when there are no elements, or one is not a number
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * console.log(await Bag.fromSequence([1, 2, 4, 5]).mean().compute({ scheduler: "sync" })); // 3
   * ```
   */
  mean(this: Bag<number>, options?: SplitOptions): Item<number> {
    return createItem(mean(this.#plan, options));
  }

  /**
   * The variance of the elements, which have to be numbers: the mean of the squares of how far each is from the mean of
   * all. Computed in one pass that stays exact where numbers are large and close to each other; combined in a fixed tree,
   * so that it is the same on every scheduler.
   *
   * @param options.ddof - delta degrees of freedom: the squares are divided by the number of elements less this. 0, the
   * default, for the variance of the elements; 1 for an estimate of that of what they are a sample of
   * @param options.splitEvery - how many partitions are combined at a time; `false` for all. Default 8
   * @throws InvalidArgumentError for unknown or invalid options
   * @throws TaskError at compute, when there are no elements, not more than `ddof`, or one is not a number
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const bag = Bag.fromSequence([1e9, 1e9 + 1, 1e9 + 2]);
   * console.log(await bag.variance().compute({ scheduler: "sync" })); // 0.6666666666666666
   * console.log(await bag.variance({ ddof: 1 }).compute({ scheduler: "sync" })); // 1
   * ```
   *
   * @see Chan, Golub and LeVeque, Algorithms for Computing the Sample Variance (1983)
   */
  variance(this: Bag<number>, options?: VarianceOptions): Item<number> {
    return createItem(variance(this.#plan, options));
  }

  /**
   * The standard deviation of the elements, which have to be numbers: the square root of the {@link Bag.variance}.
   *
   * @param options.ddof - delta degrees of freedom, as for `variance`. Default 0
   * @param options.splitEvery - how many partitions are combined at a time; `false` for all. Default 8
   * @throws InvalidArgumentError for unknown or invalid options
   * @throws TaskError at compute, when there are no elements, not more than `ddof`, or one is not a number
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * console.log(await Bag.fromSequence([2, 4, 4, 4, 5, 5, 7, 9]).std().compute({ scheduler: "sync" })); // 2
   * ```
   */
  std(this: Bag<number>, options?: VarianceOptions): Item<number> {
    return createItem(std(this.#plan, options));
  }

  /**
   * Describes the elements, which have to be numbers, in one pass: their number, mean and standard deviation, the least,
   * the quartiles and the greatest.
   *
   * The first three are what `count`, `mean` and `std` give, the others what `quantile` gives: exact for up to 10,000
   * elements, close above. With NaN among the elements all but `count` is NaN.
   *
   * @param options.ddof - delta degrees of freedom, as for `variance`. Default 0; pandas has 1
   * @param options.splitEvery - how many partitions are combined at a time; `false` for all. Default 8
   * @throws InvalidArgumentError for unknown or invalid options
   * @throws TaskError at compute, when there are no elements, not more than `ddof`, or one is not a number
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * console.log(await Bag.range(101).describe().compute({ scheduler: "sync" })); // {
   * //   count: 101,
   * //   mean: 50,
   * //   std: 29.154759474226502,
   * //   min: 0,
   * //   q25: 25,
   * //   median: 50,
   * //   q75: 75,
   * //   max: 100
   * // }
   * ```
   */
  describe(this: Bag<number>, options?: VarianceOptions): Item<Summary> {
    return createItem(describe(this.#plan, options));
  }

  /**
   * The number that a share `q` of the elements, which have to be numbers, is no greater than: 0 asks for the least,
   * 0.5 for the median, 1 for the greatest. An array of shares gives an array of numbers.
   *
   * Up to 10,000 elements are sorted, and where `q` falls between two of them it is interpolated, as numpy does by
   * default. More are summed up in a t-digest of at most 1,000 clusters. Its answer stands at a place among the sorted
   * elements that is off by less than 0.5 % of their number in the middle, and by less and less towards both ends; the
   * least and the greatest are exact. It is the same on every scheduler, but not for every number of partitions.
   *
   * With NaN among the elements all quantiles are NaN, as numpy has it: `remove(Number.isNaN)` leaves it out.
   *
   * @param options.splitEvery - how many partitions are combined at a time; `false` for all. Default 8
   * @throws InvalidArgumentError when `q` is not a number from 0 to 1 or an array of such, and for unknown or invalid
   * options
   * @throws TaskError at compute, when there are no elements, or one is not a number
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const bag = Bag.fromSequence([1, 2, 4, 8]);
   * console.log(await bag.quantile(0.5).compute({ scheduler: "sync" })); // 3
   * console.log(await bag.quantile([0, 0.1, 1]).compute({ scheduler: "sync" })); // [ 1, 1.3, 8 ]
   * ```
   *
   * @see Dunning and Ertl, Computing Extremely Accurate Quantiles Using t-Digests (2019)
   */
  quantile(this: Bag<number>, q: number, options?: SplitOptions): Item<number>;
  quantile(this: Bag<number>, q: readonly number[], options?: SplitOptions): Item<number[]>;
  quantile(
    this: Bag<number>,
    q: number | readonly number[],
    options?: SplitOptions,
  ): Item<number | number[]> {
    return createItem(quantile(this.#plan, q, options));
  }

  /**
   * Counts how many of the elements, which have to be numbers, are in each of some bins, as `numpy.histogram` does: an
   * element on an edge is in the bin that begins there, and one on the last edge in the last bin. What is outside of the
   * bins is not counted, and neither is NaN.
   *
   * Bins that are given no `range` reach from the least to the greatest element: what comes before is done once, and kept
   * until it is known how far they reach. NaN or infinity then is an error; no elements make bins from 0 to 1.
   *
   * @param options.bins - how many bins of one width, default 10; or an array of their edges: at least two numbers in
   * ascending order
   * @param options.range - where the bins begin and end; not with edges. Default from the least to the greatest element
   * @param options.splitEvery - how many partitions' counts are added up at a time; `false` for all. Default 8
   * @returns `{ edges, counts }`, with one more edge than bins
   * @throws InvalidArgumentError for unknown, invalid or conflicting options
   * @throws TaskError at compute, when an element is not a number, or no bins can be fitted to the elements
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const bag = Bag.fromSequence([1, 2, 1, 4]);
   * const fitted = bag.histogram({ bins: 3 });
   * console.log(await fitted.compute({ scheduler: "sync" })); // { edges: [ 1, 2, 3, 4 ], counts: [ 2, 1, 1 ] }
   * const given = bag.histogram({ bins: [0, 2, 10] });
   * console.log(await given.compute({ scheduler: "sync" })); // { edges: [ 0, 2, 10 ], counts: [ 2, 2 ] }
   * ```
   *
   * @see https://numpy.org/doc/stable/reference/generated/numpy.histogram.html
   */
  histogram(this: Bag<number>, options?: HistogramOptions): Item<Histogram> {
    return createItem(histogram(this.#plan, options));
  }

  /**
   * Folds the elements of each partition from left to right with `binop`, and what the partitions came to, in order,
   * with `combine`.
   *
   * `initial` starts the fold of each partition that has elements; it should change nothing, as 0 does in a sum. A
   * value is copied for each, so that `binop` may change what it is given; a function is called for each. Without
   * elements the result is `initial`.
   *
   * @throws InvalidArgumentError when `binop` is no function, and for unknown or invalid options
   * @throws TaskError at compute, when a function throws, or there are neither elements nor `initial`
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const letters = Bag.fromSequence(["a", "b", "a"]).fold((seen, letter) => seen.add(letter), {
   *   initial: () => new Set<string>(),
   *   combine: (a, b) => new Set([...a, ...b]),
   * });
   * console.log(await letters.compute({ scheduler: "sync" })); // Set(2) { 'a', 'b' }
   * ```
   */
  fold<A>(this: Bag<A>, binop: (a: A, b: A) => A | PromiseLike<A>, options?: FoldOptions<A>): Item<A>;
  fold<A>(
    binop: (accumulator: A, element: T) => A | PromiseLike<A>,
    options: FoldOptions<A> & Required<Pick<FoldOptions<A>, "initial" | "combine">>,
  ): Item<A>;
  fold(binop: (a: never, b: never) => unknown, options: unknown = {}): Item<unknown> {
    return createItem(fold(this.#plan, binop, options));
  }

  /**
   * Reduces each partition that has elements with `perPartition`, and the results, in order and `splitEvery` at a time,
   * with `aggregate`, until one is left. When no partition has any, `perPartition` is called once with an empty array.
   *
   * @param perPartition - gets an array of elements, returns a partial result
   * @param aggregate - gets an array of partial results, returns another; it is called at least once
   * @throws InvalidArgumentError when an argument is no function, and for unknown or invalid options
   * @throws TaskError at compute, when one of them throws
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const longest = Bag.fromSequence(["a", "ccc", "bb"]).reduction(
   *   (words) => Math.max(...words.map((word) => word.length)),
   *   (lengths) => Math.max(...lengths),
   * );
   * console.log(await longest.compute({ scheduler: "sync" })); // 3
   * ```
   */
  reduction<P, R>(
    perPartition: (elements: T[]) => P,
    aggregate: (partials: Awaited<P>[]) => R,
    options: { readonly splitEvery: false },
  ): Item<Awaited<R>>;
  reduction<P>(
    perPartition: (elements: T[]) => P | PromiseLike<P>,
    aggregate: (partials: P[]) => P | PromiseLike<P>,
    options?: SplitOptions,
  ): Item<P>;
  reduction(
    perPartition: (elements: never) => unknown,
    aggregate: (partials: never) => unknown,
    options: unknown = {},
  ): Item<unknown> {
    return createItem(reduction(this.#plan, { perPartition, aggregate }, options));
  }

  /**
   * Joins the elements, which are arrays, into one array, or typed arrays of one kind into one typed array, as
   * `numpy.concatenate` does. The memory of the result is allocated once.
   *
   * @throws TaskError at compute, when elements are no arrays or of mixed kinds, or there is none
   *
   * @example
   * ```ts
   * import { arraySplit, Bag } from "@holdall/bag";
   *
   * const chunks = arraySplit(Float64Array.of(1, 4, 9), 2);
   * const roots = Bag.fromSequence(chunks).map((chunk) => chunk.map(Math.sqrt)).concatenate();
   * console.log(await roots.compute({ scheduler: "sync" })); // Float64Array(3) [ 1, 2, 3 ]
   * ```
   */
  concatenate<A extends TypedArray>(this: Bag<A>): Item<JoinedTypedArray<A>>;
  concatenate<A extends readonly unknown[]>(this: Bag<A>): Item<A[number][]>;
  concatenate(this: Bag<unknown>): Item<unknown> {
    return createItem(concatenate(this.#plan));
  }

  /**
   * Counts how often each element is there: pairs of an element and its count, in one partition, in order of first
   * appearance. Elements are the same when they are equal as keys: primitives as in a `Map`, arrays, plain objects and
   * dates by what they hold.
   *
   * @param options.sort - whether greater counts come first, and of equal ones the element that appears first; default
   * false
   * @param options.splitEvery - how many partial results are combined at a time; `false` for all at once; default 8
   * @throws InvalidArgumentError for unknown or invalid options
   * @throws TaskError at compute, when an element is nothing that can be compared: a function, symbol, or instance of a
   * class
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const letters = Bag.fromSequence("hello").frequencies({ sort: true });
   * console.log(await letters.compute({ scheduler: "sync" })); // [ [ 'l', 2 ], [ 'h', 1 ], [ 'e', 1 ], [ 'o', 1 ] ]
   * ```
   */
  frequencies(options: FrequenciesOptions = {}): Bag<[T, number]> {
    return new Bag(frequencies(this.#plan, options));
  }

  /**
   * Counts how many elements there are of each key: pairs of a key and its count, in one partition, in order of first
   * appearance. Keys are compared by value, as in `frequencies`.
   *
   * @param key - a function of the element, which may be asynchronous, or the name of a property, or an index
   * @throws InvalidArgumentError when `key` is nothing of these
   * @throws TaskError at compute, when a function throws, an element does not have the property, or a key is nothing
   * that can be compared
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const parities = Bag.range(5).countBy((x) => (x % 2 === 0 ? "even" : "odd"));
   * console.log(await parities.compute({ scheduler: "sync" })); // [ [ 'even', 3 ], [ 'odd', 2 ] ]
   * ```
   */
  countBy<P extends KeyName<T>>(key: P): Bag<[T[P], number]>;
  countBy<K>(key: (element: T) => K | PromiseLike<K>): Bag<[K, number]>;
  countBy(key: unknown): Bag<[unknown, number]> {
    return new Bag(countBy(this.#plan, key));
  }

  /**
   * Keeps the first element of each key, in one partition, in order of first appearance. Without `key` elements are
   * their own keys. Keys are compared by value, as in `frequencies`.
   *
   * No more is held and sent than the distinct elements of each partition, and what they are told apart by.
   *
   * @param options.key - a function of the element, which may be asynchronous, or the name of a property, or an index;
   * default the element itself
   * @param options.splitEvery - how many partial results are combined at a time; `false` for all at once; default 8
   * @throws InvalidArgumentError for unknown or invalid options
   * @throws TaskError at compute, when a function throws, an element does not have the property, or a key is nothing
   * that can be compared
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const words = Bag.fromSequence(["to", "be", "or", "not", "to", "be"]);
   * console.log(await words.distinct().compute({ scheduler: "sync" })); // [ 'to', 'be', 'or', 'not' ]
   * console.log(await words.distinct({ key: "length" }).compute({ scheduler: "sync" })); // [ 'to', 'not' ]
   * ```
   */
  distinct(options: DistinctOptions<T> = {}): Bag<T> {
    return new Bag(distinct(this.#plan, options));
  }

  /**
   * Keeps the first element of each key that is in this bag or the other one, in one partition: those of this bag in
   * order of first appearance, then those that are only in the other one. `bag.union(other)` is
   * `Bag.concat([bag, other]).distinct()`.
   *
   * @param other - a Bag of any number of partitions, an Item or Delayed of an iterable, or an iterable
   * @param options.key - what elements of both are told apart by, as in `distinct`
   * @param options.splitEvery - how many partial results are combined at a time; `false` for all at once; default 8
   * @throws InvalidArgumentError when `other` is nothing of these, and for unknown or invalid options
   * @throws TaskError at compute, when a function throws, an element does not have the property, or a key is nothing
   * that can be compared
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const union = Bag.fromSequence([3, 1, 3]).union(Bag.range(4));
   * console.log(await union.compute({ scheduler: "sync" })); // [ 3, 1, 0, 2 ]
   * ```
   *
   * @see https://tc39.es/ecma262/#sec-set.prototype.union
   */
  union<U>(other: Other<U>, options: DistinctOptions<T | U> = {}): Bag<T | U> {
    return new Bag(union(this.#plan, { other, nodeOf: (bag) => Bag.#nodeOf(bag) }, options));
  }

  /**
   * Keeps the first element of each key that is in the other bag too, in one partition, in order of first appearance.
   * Of the other bag only the distinct keys are sent, once to each worker, which have to fit in memory there.
   *
   * @param other - a Bag of any number of partitions, an Item or Delayed of an iterable, or an iterable
   * @param options.key - what elements of both are told apart by, as in `distinct`
   * @param options.splitEvery - how many partial results are combined at a time; `false` for all at once; default 8
   * @throws InvalidArgumentError when `other` is nothing of these, and for unknown or invalid options
   * @throws TaskError at compute, when a function throws, an element does not have the property, or a key is nothing
   * that can be compared
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const users = Bag.fromSequence([{ id: 1, name: "Ada" }, { id: 2, name: "Alan" }]);
   * const active = users.intersection([{ id: 2 }, { id: 3 }], { key: "id" });
   * console.log(await active.compute({ scheduler: "sync" })); // [ { id: 2, name: 'Alan' } ]
   * ```
   *
   * @see https://tc39.es/ecma262/#sec-set.prototype.intersection
   */
  intersection<U>(other: Other<U>, options: DistinctOptions<T | U> = {}): Bag<T> {
    return new Bag(intersection(this.#plan, { other, nodeOf: (bag) => Bag.#nodeOf(bag) }, options));
  }

  /**
   * Keeps the first element of each key that is not in the other bag, in one partition, in order of first appearance.
   * Of the other bag only the distinct keys are sent, once to each worker, which have to fit in memory there.
   *
   * @param other - a Bag of any number of partitions, an Item or Delayed of an iterable, or an iterable
   * @param options.key - what elements of both are told apart by, as in `distinct`
   * @param options.splitEvery - how many partial results are combined at a time; `false` for all at once; default 8
   * @throws InvalidArgumentError when `other` is nothing of these, and for unknown or invalid options
   * @throws TaskError at compute, when a function throws, an element does not have the property, or a key is nothing
   * that can be compared
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const words = Bag.fromSequence(["to", "be", "or", "not", "to", "be"]);
   * console.log(await words.difference(["to", "or"]).compute({ scheduler: "sync" })); // [ 'be', 'not' ]
   * ```
   *
   * @see https://tc39.es/ecma262/#sec-set.prototype.difference
   */
  difference<U>(other: Other<U>, options: DistinctOptions<T | U> = {}): Bag<T> {
    return new Bag(difference(this.#plan, { other, nodeOf: (bag) => Bag.#nodeOf(bag) }, options));
  }

  /**
   * Keeps the `k` elements with the greatest keys, or all there are, in one partition: greater ones first, of equal ones
   * the one that comes first. It gives what `sortBy` and `take` give, but holds no more than `k` elements of each
   * partition. Without `key` elements are their own keys.
   *
   * Keys are what they are for `sortBy`: numbers, strings, dates, bigints or booleans, all of one kind; NaN and invalid
   * dates come after all others, and `null` and `undefined` last.
   *
   * @param k - how many
   * @param options.key - a function of the element, which may be asynchronous, or the name of a property, or an index;
   * default the element itself
   * @param options.splitEvery - how many partial results are combined at a time; `false` for all at once; default 8
   * @throws InvalidArgumentError when `k` is not a whole number from 0 up, and for unknown or invalid options
   * @throws TaskError at compute, when a function throws, an element does not have the property, or keys are of different
   * kinds, or of one that has no order
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const words = Bag.fromSequence(["to", "be", "or", "not"]);
   * console.log(await words.topk(2).compute({ scheduler: "sync" })); // [ 'to', 'or' ]
   * console.log(await words.topk(2, { key: "length" }).compute({ scheduler: "sync" })); // [ 'not', 'to' ]
   * ```
   */
  topk(k: number, options: TopkOptions<T> = {}): Bag<T> {
    return new Bag(topk(this.#plan, k, options));
  }

  /**
   * Folds the elements of each key from left to right: pairs of a key and what its elements came to, in one partition,
   * in order of first appearance. Each partition is folded with `binop`; what partitions came to for a key is combined
   * in order, `splitEvery` at a time, with `combine`. No more is held than one value for each key. Keys are compared by
   * value, as in `frequencies`.
   *
   * @param key - a function of the element, which may be asynchronous, or the name of a property, or an index
   * @param options.initial - what the fold of each key starts from in each partition; as in `fold`, it should change
   * nothing. Without it, folds start from their first element
   * @param options.combine - default `binop`
   * @param options.combineInitial - what the last step of combining starts from, once for each key
   * @throws InvalidArgumentError when `key` or `binop` is nothing of the kind, and for unknown or invalid options
   * @throws TaskError at compute, when a function throws, an element does not have the property, or a key is nothing
   * that can be compared
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const sales = Bag.fromSequence([{ at: "Rome", sum: 5 }, { at: "Oslo", sum: 2 }, { at: "Rome", sum: 1 }]);
   * const sums = sales.foldBy("at", (total, { sum }) => total + sum, { initial: 0, combine: (a, b) => a + b });
   * console.log(await sums.compute({ scheduler: "sync" })); // [ [ 'Rome', 6 ], [ 'Oslo', 2 ] ]
   * ```
   */
  foldBy<A, P extends KeyName<A>>(
    this: Bag<A>,
    key: P,
    binop: (a: A, b: A) => A | PromiseLike<A>,
    options?: FoldByOptions<A>,
  ): Bag<[A[P], A]>;
  foldBy<A, K>(
    this: Bag<A>,
    key: (element: A) => K | PromiseLike<K>,
    binop: (a: A, b: A) => A | PromiseLike<A>,
    options?: FoldByOptions<A>,
  ): Bag<[K, A]>;
  foldBy<A, P extends KeyName<T>>(
    key: P,
    binop: (accumulator: A, element: T) => A | PromiseLike<A>,
    options: FoldByOptions<A> & Required<Pick<FoldByOptions<A>, "initial" | "combine">>,
  ): Bag<[T[P], A]>;
  foldBy<A, K>(
    key: (element: T) => K | PromiseLike<K>,
    binop: (accumulator: A, element: T) => A | PromiseLike<A>,
    options: FoldByOptions<A> & Required<Pick<FoldByOptions<A>, "initial" | "combine">>,
  ): Bag<[K, A]>;
  foldBy(key: unknown, binop: unknown, options: unknown = {}): Bag<[unknown, unknown]> {
    return new Bag(foldBy(this.#plan, { key, binop }, options));
  }

  /**
   * Brings the elements of each key together: pairs of a key and an array of its elements, in their order. Each key is
   * there once; which partition it is in depends on the key alone, and in there groups are in order of first appearance.
   *
   * All elements move: each partition is dealt out to all new ones. To reduce the elements of each key to one value,
   * `foldBy` moves much less. A new partition has to fit in memory; with `as: "iterable"` only its keys, as the elements of
   * a group are read when it is iterated, each time from the first on. Such a group is for the functions of operations that
   * work on it in the same task: `map`, `filter`, `flatMap`, `mapPartitions`, reductions. Where it goes further, as to who
   * asked for it, it is an array again.
   *
   * Keys are compared by value: primitives as in a Map, arrays, plain objects and dates by what they hold.
   *
   * @param key - a function of the element, which may be asynchronous, or the name of a property, or an index
   * @param options.npartitions - how many partitions there are to be; default as many as there are, up to 256. Neighbouring
   * partitions are joined before they are dealt out where more parts would come of that than are worth it: more than 65,536
   * or so, or, where it is known how many elements there are, parts of fewer than 256
   * @param options.as - what the elements of a key come as: `"array"`, or `"iterable"` for groups that may be larger than
   * memory; default `"array"`
   * @throws InvalidArgumentError when `key` is nothing of these, and for unknown or invalid options
   * @throws TaskError at compute, when a function throws, an element does not have the property, or a key is nothing
   * that can be compared; and when a group is iterated whose task has ended, or leaves it within an instance of a class
   * @throws SpillError at compute, when there is no room for a group in temporary files, or it cannot be read again
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const groups = Bag.range(5, { npartitions: 1 }).groupBy((x) => (x % 2 === 0 ? "even" : "odd"));
   * console.log(await groups.compute({ scheduler: "sync" })); // [ [ 'even', [ 0, 2, 4 ] ], [ 'odd', [ 1, 3 ] ] ]
   * ```
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const groups = Bag.range(100_000, { npartitions: 4 }).groupBy((x) => x % 2, { npartitions: 1, as: "iterable" });
   * const largest = groups.map(([key, numbers]) => {
   *   let largest = -Infinity;
   *   for (const x of numbers) largest = Math.max(largest, x);
   *   return [key, largest];
   * });
   * console.log(await largest.compute({ scheduler: "sync" })); // [ [ 0, 99998 ], [ 1, 99999 ] ]
   * ```
   */
  groupBy<P extends KeyName<T>, A extends keyof GroupForms<T> = "array">(
    key: P,
    options?: GroupByOptions<A>,
  ): Bag<[T[P], GroupForms<T>[A]]>;
  groupBy<K, A extends keyof GroupForms<T> = "array">(
    key: (element: T) => K | PromiseLike<K>,
    options?: GroupByOptions<A>,
  ): Bag<[K, GroupForms<T>[A]]>;
  groupBy(key: unknown, options: unknown = {}): Bag<[unknown, Iterable<T>]> {
    return new Bag(groupBy(this.#plan, key, options));
  }

  /**
   * Brings the elements of each key together, of this bag and another one: `[key, elements, otherElements]`, where one of
   * both arrays may be empty. Each key is there once; which partition it is in depends on the key alone, and in there
   * keys are in order of first appearance, those that are only in the other bag last.
   *
   * All elements of both bags move, as in `groupBy`, and neither has to fit in memory.
   *
   * @typeParam A - what finds the keys of this bag's elements
   * @typeParam B - the same for the other bag
   * @param other - a Bag of any number of partitions, an Item or Delayed of an iterable, or an iterable
   * @param options.onSelf - the key of an element of this bag: a function of it, which may be asynchronous, or the name
   * of a property, or an index
   * @param options.onOther - the same for the other bag; default `onSelf`
   * @param options.npartitions - how many partitions there are to be; default as many as the bag has that has more, up to
   * 256
   * @throws InvalidArgumentError when `other` is nothing of these, and for unknown or invalid options
   * @throws TaskError at compute, when a function throws, an element does not have the property, or a key is nothing
   * that can be compared
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const words = Bag.fromSequence(["to", "not"], { npartitions: 1 });
   * const groups = words.cogroup([3, 1], { onSelf: "length", onOther: (n) => n });
   * console.log(await groups.compute({ scheduler: "sync" })); // [ [ 2, [ 'to' ], [] ], [ 3, [ 'not' ], [ 3 ] ], [ 1, [], [ 1 ] ] ]
   * ```
   *
   * @see https://spark.apache.org/docs/latest/api/python/reference/api/pyspark.RDD.cogroup.html
   */
  cogroup<U, A extends KeyArgument<T>, B extends KeyArgument<U>>(
    other: Other<U>,
    options: CogroupOptions<A, B>,
  ): Bag<[key: KeyOf<T, A> | KeyOf<U, B>, elements: T[], otherElements: U[]]>;
  cogroup<U, A extends KeyArgument<T | U>>(
    other: Other<U>,
    options: SameKeyCogroupOptions<A>,
  ): Bag<[key: KeyOf<T | U, A>, elements: T[], otherElements: U[]]>;
  cogroup(other: unknown, options: unknown): Bag<unknown> {
    return new Bag(cogroup(this.#plan, { other, nodeOf: (bag) => Bag.#nodeOf(bag) }, options));
  }

  /**
   * Pairs each element with each of the other bag that has the same key: `[other, element]`, in the order of this bag
   * and, for one element, in that of the other one. Partitions stay as they are; where elements of the other bag are kept without a match, they
   * are a last one.
   *
   * The other bag is the one to be the smaller of both: all its elements are brought together, and sent to each worker
   * once, where they have to fit in memory. One of them may be in many pairs: functions must not change it. Keys are
   * compared by value, as in `groupBy`.
   *
   * @param other - a Bag of any number of partitions, an Item or Delayed of an iterable, or an iterable
   * @param options.onSelf - the key of an element of this bag: a function of it, which may be asynchronous, or the name
   * of a property, or an index
   * @param options.onOther - the same for the other bag; default `onSelf`
   * @param options.how - which elements are kept that have no match: with `"left"` those of this bag, as
   * `[undefined, element]`, with `"right"` those of the other one, as `[other, undefined]`, with `"outer"` both; default
   * `"inner"`, none
   * @throws InvalidArgumentError when `other` is nothing of these, and for unknown or invalid options
   * @throws TaskError at compute, when a function throws, an element does not have the property, or a key is nothing
   * that can be compared
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const orders = Bag.fromSequence([{ from: "Rome", sum: 5 }, { from: "Oslo", sum: 2 }, { from: "Bern", sum: 3 }]);
   * const cities = [{ city: "Oslo", tax: 2 }, { city: "Rome", tax: 1 }];
   * const taxed = orders.join(cities, { onSelf: "from", onOther: "city" }).map(([{ tax }, { sum }]) => sum * tax);
   * console.log(await taxed.compute({ scheduler: "sync" })); // [ 5, 4 ]
   * ```
   */
  join<U, H extends JoinKind = "inner">(
    other: Other<U>,
    options: JoinOptions<T, U, H>,
  ): Bag<JoinedPairs<T, U>[H]>;
  join<U, H extends JoinKind = "inner">(
    other: Other<U>,
    options: SameKeyJoinOptions<T, U, H>,
  ): Bag<JoinedPairs<T, U>[H]>;
  join(other: unknown, options: unknown): Bag<unknown> {
    return new Bag(join(this.#plan, { other, nodeOf: (bag) => Bag.#nodeOf(bag) }, options));
  }

  /**
   * Puts the elements in the order of their keys; those of equal keys stay in their order. There are as many partitions
   * as before, and about as many elements in each, even where all keys are equal.
   *
   * Each partition is sorted, a sample of all says where to cut, and the pieces are merged: all elements move. A
   * partition has to fit in memory, the bag need not.
   *
   * Keys are numbers, strings (compared as `<` does), dates, bigints or booleans (`false` first), all of one kind. In
   * either order NaN and invalid dates come after all others, and `null` and `undefined` last.
   *
   * @param key - a function of the element, which may be asynchronous, or the name of a property, or an index
   * @param options.descending - whether greater keys come first; default false
   * @throws InvalidArgumentError when `key` is nothing of these, and for unknown or invalid options
   * @throws TaskError at compute, when a function throws, an element does not have the property, or keys are of different
   * kinds, or of one that has no order
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const people = Bag.fromSequence([{ name: "Grace", born: 1906 }, { name: "Ada", born: 1815 }]);
   * console.log(await people.sortBy("born").pluck("name").compute({ scheduler: "sync" })); // [ 'Ada', 'Grace' ]
   * ```
   */
  sortBy(key: KeyArgument<T>, options: SortOptions = {}): Bag<T> {
    return new Bag(sortBy(this.#plan, key, options));
  }

  /**
   * Cuts the same elements, in the same order, into other partitions. Exactly one option says how.
   *
   * Fewer partitions are made of neighbours, more by splitting each as evenly as possible; so no more is moved than has
   * to be, and sizes are as even as they were. An array or a range is cut as wanted at once, and nothing is moved.
   *
   * @param options.npartitions - exactly so many; as many as there are, and it is the same bag
   * @param options.partitionSize - exactly so many elements each, but for the last. For that it has to be known how many
   * there are in each partition: so it is in `fromSequence` and `range`, and stays through operations that make one
   * element of each, `concat`, `product` and `repartition`
   * @throws InvalidArgumentError for unknown or invalid options, none or both, and for `partitionSize` where it is not
   * known how many elements there are
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const words = Bag.fromSequence(["a", "b", "c", "d", "e"]).map((word) => word.toUpperCase());
   * const pairs = words.repartition({ partitionSize: 2 }).mapPartitions((some) => [some.join("")]);
   * console.log(await pairs.compute({ scheduler: "sync" })); // [ 'AB', 'CD', 'E' ]
   * ```
   */
  repartition(options: PartitioningOptions): Bag<T> {
    const plan = repartition(this.#plan, options);
    return plan === this.#plan ? this : new Bag(plan);
  }

  /**
   * Pairs each element with each of another bag: `[element, other]`. Of n and m partitions it makes n · m, one for each
   * pair of them, those of this bag's first partition first. Pairs are made when they are needed.
   *
   * @throws InvalidArgumentError when `other` is no Bag
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const pairs = Bag.fromSequence(["a", "b"]).product(Bag.range(2, { npartitions: 1 }));
   * console.log(await pairs.compute({ scheduler: "sync" })); // [ [ 'a', 0 ], [ 'a', 1 ], [ 'b', 0 ], [ 'b', 1 ] ]
   * ```
   */
  product<U>(other: Bag<U>): Bag<[T, U]> {
    return new Bag(product(this.#plan, other, (bag) => Bag.#nodeOf(bag)));
  }

  /**
   * Keeps the first `k` elements, in one partition; all there are, if they are fewer. No more is computed than is
   * needed for that: partitions are looked at one after the other, and none further than to its own first `k` elements.
   *
   * @param options.npartitions - how many partitions are looked at, from the first on; default as many as needed
   * @throws InvalidArgumentError when `k` is not a whole number from 0 up, or `npartitions` not one from 1 to the number
   * of partitions
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const first = Bag.range(1e9).map((x) => x * x).take(3);
   * console.log(await first.compute({ scheduler: "sync" })); // [ 0, 1, 4 ]
   * ```
   */
  take(k: number, options: TakeOptions = {}): Bag<T> {
    return new Bag(take(this.#plan, k, options));
  }

  /**
   * Computes all elements.
   *
   * @returns the elements of all partitions, in order; with the option `allowFailures` a {@link PartialOutcome} of the
   * elements of those that did not fail
   * @throws InvalidArgumentError for unknown or invalid options
   * @throws TaskError when a function of the user throws, or an element is not what the operation needs
   * @throws AbortError when `signal` fires
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * console.log(await Bag.range(3).compute({ scheduler: "async" })); // [ 0, 1, 2 ]
   * ```
   */
  compute(options: PartialRunOptions): Promise<PartialOutcome<T[]>>;
  compute(options?: RunOptions): Promise<T[]>;
  compute(options?: RunOptions | PartialRunOptions): Promise<T[] | PartialOutcome<T[]>> {
    return computeAsked(this, options, "bag.compute()");
  }

  /**
   * Computes all elements, and says what can be said of the run: how many elements operations left out, as their option
   * `onError` told them to, how many tasks there were, and how long it took.
   *
   * The metadata is of this run alone: what was left out of a bag that was persisted, was so by another one.
   *
   * @returns the elements of all partitions in order, and the metadata
   * @throws InvalidArgumentError for unknown or invalid options
   * @throws TaskError when a function of the user throws, or an element is not what the operation needs
   * @throws AbortError when `signal` fires
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * const parse = (word: string): number => JSON.parse(word);
   * const parsed = Bag.fromSequence(["1", "x", "3"]).map(parse, { onError: "skip" });
   * const { value, metadata } = await parsed.computeWithMetadata({ scheduler: "sync" });
   * console.log(value, metadata.skipped); // [ 1, 3 ] [ { operation: 'map', count: 1 } ]
   * ```
   */
  computeWithMetadata(options?: RunOptions): Promise<WithMetadata<T[]>> {
    return computeOneWithMetadata(this, options, "bag.computeWithMetadata()");
  }

  /**
   * Stores each partition in a directory as it finishes. A later run that needs the same elements, from the same script or
   * another one, finds them there and does nothing that comes before; what depends on a function, captured value, module
   * or input that has changed is done anew. Elements, order and partitions stay as they are.
   *
   * `compute({ checkpoint: directory })` stores what every task of a run comes to; this stores what is worth it, and is
   * found again by runs that go on from here in other ways.
   *
   * @param directory - a path or `file:` URL; it is made when it is not there
   * @param options.every - `{ seconds: 60 }`: also store what a partition has come to so far about every minute, or after
   * so many `elements`, and go on from there; default only when it is finished
   * @throws InvalidArgumentError when `directory` is neither, and for unknown or invalid options
   * @throws CheckpointError at compute, when the directory cannot be used
   *
   * @example
   * ```ts
   * import { mkdtempSync } from "node:fs";
   * import { Bag } from "holdall";
   *
   * const lengths = Bag.fromSequence(["a", "bb", "ccc"])
   *   .map((word) => word.length)
   *   .checkpoint(mkdtempSync("results-"), { every: { seconds: 60 } });
   * console.log(await lengths.sum().compute({ scheduler: "sync" })); // 6
   * const { metadata } = await lengths.max().computeWithMetadata({ scheduler: "sync" });
   * console.log(metadata.checkpoint?.resumed); // 3
   * ```
   */
  checkpoint(directory: string | URL, options: StoreOptions = {}): Bag<T> {
    return new Bag(checkpoint(this.#plan, directory, options));
  }

  /**
   * Computes all elements on the calling thread before it returns.
   *
   * @returns the elements of all partitions, in order
   * @throws NotSynchronousError when a function of the user returns a promise
   * @throws TaskError when a function of the user throws, or an element is not what the operation needs
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * console.log(Bag.range(3).computeSync()); // [ 0, 1, 2 ]
   * ```
   */
  computeSync(options?: SyncOptions): T[] {
    return computeOneSync(this, options, "bag.computeSync()");
  }

  /**
   * Computes all elements and keeps them: what is made of the bag that comes of it starts from there, and nothing of
   * this one runs again. It has the same partitions, whose elements are held in this thread for as long as the new bag
   * is, and are sent to each task that reads them.
   *
   * @returns a bag of the elements
   * @throws InvalidArgumentError for unknown or invalid options
   * @throws TaskError when a function of the user throws, or an element is not what the operation needs
   * @throws AbortError when `signal` fires
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * let calls = 0;
   * const slow = Bag.range(4).map((x) => x + ++calls);
   * const kept = await slow.persist({ scheduler: "sync" });
   * console.log(await kept.sum().compute({ scheduler: "sync" })); // 16
   * console.log(await kept.max().compute({ scheduler: "sync" }), calls); // 7 4
   * ```
   */
  async persist(options?: RunOptions): Promise<Bag<T>> {
    return new Bag(await persistBag(this, options));
  }

  /**
   * Makes a Delayed of each partition, whose value is the array of its elements: for work that is no operation of a bag.
   * What partitions have in common is done once where they are computed together. `Bag.fromDelayed` goes the other way.
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   * import { delayed } from "@holdall/core";
   *
   * const join = delayed((words: string[], more: string[]) => [...words, "|", ...more].join(" "));
   * const [first, second] = Bag.fromSequence(["a", "b", "c"], { npartitions: 2 }).toDelayed();
   * console.log(await join(first!, second!).compute({ scheduler: "sync" })); // a b | c
   * ```
   */
  toDelayed(): Delayed<T[]>[] {
    return toDelayed(this.#plan) as Delayed<T[]>[];
  }

  /**
   * Yields the elements in order, as partitions are computed. One partition, or on schedulers that work on several at
   * a time twice as many as these, is computed or under way ahead of the reader, and no more; leaving the loop cancels
   * the rest. `for await (const element of bag)` does the same with the configured options.
   *
   * @throws InvalidArgumentError at once, for unknown or invalid options
   * @throws TaskError when a function of the user throws, or an element is not what the operation needs; after the
   * elements of all partitions before
   * @throws AbortError when `signal` fires
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   *
   * for await (const element of Bag.range(1000).iterate({ scheduler: "sync" })) {
   *   console.log(element); // 0
   *   break;
   * }
   * ```
   */
  iterate(options?: RunOptions): AsyncGenerator<T, void, undefined> {
    return iterate(this, options, "bag.iterate()");
  }

  /**
   * Yields the elements in order, as {@link Bag.iterate} does, with the configured scheduler.
   *
   * @example
   * ```ts
   * import { Bag } from "@holdall/bag";
   * import { setConfig } from "@holdall/core";
   *
   * setConfig({ scheduler: "sync" });
   * for await (const element of Bag.range(1000)) {
   *   console.log(element); // 0
   *   break;
   * }
   * ```
   */
  [Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    return iterate(this, undefined, "for await");
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
   * const roots = Bag.range(10, { npartitions: 2 }).map(Math.sqrt);
   * console.log(roots.take(3).explain()); // Plan
   * //   1. range: 10 elements in 2 partitions
   * //   2. map of 1: function sqrt() { [native code] }
   * //   3. take of 2: the first 3 within 2 partitions
   * //
   * // Optimised plan
   * //   1. range: 10 elements in 2 partitions
   * //   2. map of 1: function sqrt() { [native code] }
   * //   3. take of 2: the first 3 of each partition
   * //   4. take of 3: the first 3 within 2 partitions
   * //
   * // Tasks
   * //   2 tasks: range -> map -> take -> collect
   * //   1 task: take
   * ```
   */
  explain(options: ExplainOptions = {}): string {
    return explain(this.#plan, options, "bag.explain()");
  }

  /** @internal */
  lowerInto(context: LowerContext): Lowered<T[]> {
    return lowerBag(this.#plan, context) as Lowered<T[]>;
  }
}
