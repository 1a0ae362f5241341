import { expect, test } from "vitest";
import { DomainError, power } from "../libm.ts";

test("calls the C library", () => {
  expect(power(2, 10)).toBe(1024);
});

test("throws for what is no real number", () => {
  expect(() => power(-1, 0.5)).toThrow(DomainError);
});
