/** What no elements at all are reduced to. */
export const nothing: unique symbol = Symbol("holdall.nothing");
