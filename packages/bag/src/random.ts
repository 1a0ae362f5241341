import { describeValue, InvalidArgumentError } from "@holdall/core";
import { createBag, planOf, type Bag } from "./bag.ts";
import * as operations from "./operations/random.ts";
import type { RandomOptions } from "./operations/random.ts";
import type { BagNode } from "./plan/node.ts";

/**
 * Draws `k` different elements of a bag, without replacement: any `k` of them with the same probability. Equal elements
 * are different ones. They come in random order, as one partition.
 *
 * The bag is gone through once; of each partition no more than `k` elements are kept. What is drawn depends on the seed
 * and on how the bag is cut into partitions, and on nothing else: every scheduler draws the same, and so does each
 * compute.
 *
 * @param k - a whole number from 0 up
 * @param options.seed - a whole number from 0 up; by default a random one, chosen now
 * @param options.splitEvery - how many partitions are combined at a time; `false` for all. Default 8
 * @throws InvalidArgumentError when `bag` is no Bag or `k` no such number, and for unknown or invalid options
 * @throws TaskError at compute, when there are fewer than `k` elements
 *
 * @example
 * ```ts
 * import { Bag, random } from "@holdall/bag";
 *
 * const drawn = random.sample(Bag.range(1_000), 3, { seed: 7 });
 * console.log(await drawn.compute({ scheduler: "sync" })); // [ 415, 796, 24 ]
 * ```
 *
 * @see Li, Reservoir-Sampling Algorithms of Time Complexity O(n(1 + log(N/n))), ACM TOMS 20 (1994)
 */
export function sample<T>(bag: Bag<T>, k: number, options: RandomOptions = {}): Bag<T> {
  return createBag(operations.sample(planGiven(bag, "random.sample()"), k, options));
}

/**
 * Draws `k` elements of a bag with replacement: each is any of them with the same probability, whatever the others are.
 * They come as one partition.
 *
 * The bag is gone through once. What is drawn depends on the seed and on how the bag is cut into partitions, and on
 * nothing else: every scheduler draws the same, and so does each compute.
 *
 * @param k - a whole number from 0 up; it may be greater than the number of elements
 * @param options.seed - a whole number from 0 up; by default a random one, chosen now
 * @param options.splitEvery - how many partitions are combined at a time; `false` for all. Default 8
 * @throws InvalidArgumentError when `bag` is no Bag or `k` no such number, and for unknown or invalid options
 * @throws TaskError at compute, when there are no elements and `k` is not 0
 *
 * @example
 * ```ts
 * import { Bag, random } from "@holdall/bag";
 *
 * const thrown = random.choices(Bag.range(1, 7), 5, { seed: 1 });
 * console.log(await thrown.compute({ scheduler: "sync" })); // [ 2, 6, 6, 3, 2 ]
 * ```
 */
export function choices<T>(bag: Bag<T>, k: number, options: RandomOptions = {}): Bag<T> {
  return createBag(operations.choices(planGiven(bag, "random.choices()"), k, options));
}

function planGiven(bag: unknown, where: string): BagNode {
  const plan = planOf(bag);
  if (plan !== undefined) return plan;
  throw new InvalidArgumentError(`${where}: Expected \`bag\` to be a Bag, got ${describeValue(bag)}.`);
}
