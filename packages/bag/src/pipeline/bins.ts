/** Bins that numbers are counted in. */
export interface Bins {
  /** Where bins begin, in ascending order, and where the last one ends: there is one more than bins. */
  readonly edges: Float64Array;
  /** Whether all are of one width. */
  readonly isEven: boolean;
}

/** How many numbers are in each of some bins. */
export interface Histogram {
  /** Where bins begin, in ascending order, and where the last one ends: there is one more than bins. */
  readonly edges: number[];
  readonly counts: number[];
}

/**
 * The edges of bins of one width, as `numpy.linspace` places them; around a single number bins are 1 wide in all.
 * @returns `undefined` where the numbers between both ends are too few for so many bins, or their distance is no number
 */
export function evenEdges(count: number, low: number, high: number): number[] | undefined {
  const [first, last] = low === high ? [low - 0.5, high + 0.5] : [low, high];
  const width = (last - first) / count;
  const edges = Array.from({ length: count }, (_, i) => i * width + first);
  edges.push(last);
  return edges.every((edge, i) => Number.isFinite(edge) && (i === 0 || edges[i - 1]! < edge))
    ? edges
    : undefined;
}

/** The number of the bin that a number is in; -1 for none. A number on an edge is in the bin that begins there. */
export function binOf({ edges, isEven }: Bins, x: number): number {
  const count = edges.length - 1;
  if (!(x >= edges[0]! && x < edges[count]!)) return x === edges[count] ? count - 1 : -1;
  return isEven ? evenBinOf(edges, x) : searchBin(edges, x);
}

// Arithmetic may miss by one for numbers next to an edge: the edges decide.
function evenBinOf(edges: Float64Array, x: number): number {
  const count = edges.length - 1;
  const first = edges[0]!;
  const bin = Math.min(count - 1, Math.floor(((x - first) / (edges[count]! - first)) * count));
  if (x < edges[bin]!) return bin - 1;
  return x < edges[bin + 1]! ? bin : bin + 1;
}

// Bisection: the last bin that begins at or before the number.
function searchBin(edges: Float64Array, x: number): number {
  let low = 0;
  let high = edges.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (edges[middle]! <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}
