/** The environment of tests that have run already, in another mode: `test/cases.ts` says what comes of it. */
export const repeated = { HOLDALL_TEST_CASES: "0.25" };
