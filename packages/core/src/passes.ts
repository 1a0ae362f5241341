/** What is done to make a computation cheaper; whatever of it is left out, the results are the same. */
export interface Passes {
  /** Partitions that `take` looks at end after as many elements as are wanted. */
  readonly pushTakeDown: boolean;
  /** Bags whose elements are only made when they are needed are cut in another way at once when repartitioned. */
  readonly recutSources: boolean;
  /** Operations on appended bags become appended results of operations. */
  readonly pushThroughConcat: boolean;
  /**
   * Element-wise operations become one pipeline per partition, but for those whose result is read more than once; and
   * linear chains of tasks become one task.
   */
  readonly fuse: boolean;
  /** Pipelines become generated loops. */
  readonly compile: boolean;
}

export const passNames: readonly (keyof Passes)[] = [
  "recutSources",
  "pushTakeDown",
  "pushThroughConcat",
  "fuse",
  "compile",
];

/**
 * The passes that an option stands for.
 * @param optimize - whether to make all or none of them, or which to leave out
 */
export function passesOf(optimize: boolean | Partial<Passes>): Passes {
  const isOn = optimize !== false;
  const all = Object.fromEntries(passNames.map((name) => [name, isOn])) as Record<keyof Passes, boolean>;
  return typeof optimize === "boolean" ? all : { ...all, ...optimize };
}
