// The built files: the versions are found from where they are.
import { expect, test } from "vitest";
import { describeMachine, readVersions } from "../../dist/report/machine.js";

test("says what this machine is", () => {
  const { cpu, cores, memory, os, node } = describeMachine();
  expect(cpu).not.toBe("");
  expect(cores).toBeGreaterThan(0);
  expect(memory).toBeGreaterThan(2 ** 28);
  expect(os).toMatch(/^\w+ \S+$/);
  expect(node).toBe(process.version);
});

test("finds the version of everything that is measured", () => {
  const versions = readVersions();
  expect(Object.keys(versions)).toContain("piscina");
  for (const version of Object.values(versions)) expect(version).toMatch(/^\d+\.\d+\.\d+/);
});
