/**
 * How many cases a law is tried with, as the options of `fc.assert`. Where tests are repeated in another mode
 * (`npm run check -- threads`), it is a part of them: laws have been tried with all of them by then.
 */
export function cases(count: number): { readonly numRuns: number } {
  return { numRuns: Math.ceil(count * share) };
}

const share = Number(process.env["HOLDALL_TEST_CASES"] ?? 1);
