/** The last of `count` indices whose start is at or before `place`, as that of the first one is: by bisection. */
export function lastUpTo(place: number, count: number, startOf: (index: number) => number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (startOf(middle) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
