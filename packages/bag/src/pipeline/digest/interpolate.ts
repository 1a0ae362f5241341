/** What lies between two numbers, at `share` of the way: rounded as numpy does it, so that quantiles are the same. */
export function interpolate(a: number, b: number, share: number): number {
  if (a === b || share === 0) return a;
  if (share === 1) return b;
  const distance = b - a;
  if (!Number.isFinite(distance)) return a * (1 - share) + b * share;
  return share < 0.5 ? a + distance * share : b - distance * (1 - share);
}
