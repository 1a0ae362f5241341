import type { Reporter, SerializedError, TestModule } from "vitest/node";

/** Ends a run with one line that a program can read: `12 passed, 0 failed`, and `, 1 skipped` if any was. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    for (const testModule of modules) {
      for (const test of testModule.children.allTests()) {
        const { state } = test.result();
        counts[state === "pending" ? "failed" : state] += 1;
      }
      // A file that cannot be loaded has no tests to fail.
      counts.failed += testModule.errors().length;
    }
    counts.failed += unhandledErrors.length;

    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
    process.stdout.write(`${counts.passed} passed, ${counts.failed} failed${skipped}\n`);
  }
}
