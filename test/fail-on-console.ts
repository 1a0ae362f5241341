import { afterEach, beforeEach } from "vitest";

const methods = ["debug", "error", "info", "log", "trace", "warn"] as const;

let strayCalls: Error[] = [];

// A test that means to print, or expects that something is printed, says so:
// `vi.spyOn(console, "warn").mockImplementation(() => {})`.
for (const method of methods) {
  console[method] = (...args: unknown[]): void => {
    strayCalls.push(new Error(`Unexpected console.${method}(${args.map(String).join(", ")})`));
  };
}

beforeEach(() => {
  strayCalls = [];
});

afterEach(() => {
  const [first] = strayCalls;
  if (first !== undefined) throw first;
});
