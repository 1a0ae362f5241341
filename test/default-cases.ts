import { cases } from "./cases.ts";

// For laws that do not say with how many cases they are tried.
if (process.env["HOLDALL_TEST_CASES"] !== undefined) {
  const { default: fc } = await import("fast-check");
  fc.configureGlobal(cases(100));
}
