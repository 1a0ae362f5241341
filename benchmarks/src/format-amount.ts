/** Writes what was measured, milliseconds for instance, with as many digits as say something. */
export function formatAmount(amount: number): string {
  const size = Math.abs(amount);
  if (size < 1) return amount.toFixed(3);
  return amount.toFixed(size < 100 ? 1 : 0);
}
