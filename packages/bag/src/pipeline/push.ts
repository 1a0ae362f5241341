/** Returned by a {@link Push} that wants no more elements. */
export const STOP: unique symbol = Symbol("holdall.stop");

/** What pushing an element came to: nothing special, or {@link STOP}. */
export type Outcome = undefined | typeof STOP;

/**
 * Takes one element. It returns a promise only when a function of the user returned one; the next element is
 * pushed when that is fulfilled, so elements run one at a time and keep their order.
 */
export type Push = (element: unknown) => Outcome | Promise<Outcome>;

/** A stage or sink in one run over a partition, as the interpreter goes through it. */
export interface Step {
  readonly push: Push;
  /** Goes on with what the user's function returned for an element. */
  readonly settle?: (result: unknown, element: unknown) => Outcome | Promise<Outcome>;
  /** Goes on with what the user's function threw for an element; there where that is not the end. */
  readonly recover?: (error: unknown, element: unknown) => Outcome | Promise<Outcome>;
  /** Goes on with what it was doing when an element that it had handed on came to an outcome. */
  readonly goOn?: (outcome: Outcome | Promise<Outcome>) => Outcome | Promise<Outcome>;
  /** Pushes on what it has held back, when no more elements come. */
  readonly flush?: () => Outcome | Promise<Outcome>;
}
