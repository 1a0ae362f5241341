/** Returned by a {@link Push} that wants no more elements. */
export const STOP: unique symbol = Symbol("holdall.stop");

/** What pushing an element came to: nothing special, or {@link STOP}. */
export type Outcome = undefined | typeof STOP;

/**
 * Takes one element. It returns a promise only when a function of the user returned one; the next element is
 * pushed when that is fulfilled, so elements run one at a time and keep their order.
 */
export type Push = (element: unknown) => Outcome | Promise<Outcome>;
