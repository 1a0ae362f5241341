/** The trivial function. Named as it is loaded: by a pool that takes a file and the name of an export. */
export function increment(x: number): number {
  return x + 1;
}
