/** What is done to make a computation cheaper; whatever of it is left out, the results are the same. */
export interface Passes {
  /** Partitions that `take` looks at end after as many elements as are wanted. */
  readonly pushTakeDown: boolean;
  /** Bags whose elements are only made when they are needed are cut in another way at once when repartitioned. */
  readonly recutSources: boolean;
  /** Operations on appended bags become appended results of operations. */
  readonly pushThroughConcat: boolean;
  /**
   * What nobody needs is not computed: no more of the user's data is sent to workers than is read there, and what makes
   * elements for somebody who only counts them is left out. Functions of the user are called all the same, as they may
   * throw, but for those of which it can be told what they do; a property of an element, which may be a getter, need not be
   * read.
   */
  readonly project: boolean;
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
  "project",
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
