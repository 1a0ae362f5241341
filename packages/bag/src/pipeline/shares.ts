/**
 * Deals out `of` things in a row to `among` others, in order and as evenly as whole numbers allow: partitions that are
 * joined to fewer, or elements to the parts that a partition is split into.
 */
export interface Shares {
  readonly of: number;
  readonly among: number;
}

/** The first thing that goes to `index`; one past the last of them, how many things there are. */
export function firstOfShare({ of, among }: Shares, index: number): number {
  return Math.floor((index * of) / among);
}

/** To whom a thing goes, where each gets at least one. */
export function ownerOfShare({ of, among }: Shares, thing: number): number {
  return Math.floor(((thing + 1) * among - 1) / of);
}
