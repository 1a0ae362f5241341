import { closure, type ClosureOptions } from "@holdall/closure";
import { expectTypeOf, test } from "vitest";

const double = (x: number): number => x * 2;

test("closure gives back the function's own type", () => {
  expectTypeOf(closure(double, { scope: { double } })).toEqualTypeOf<(x: number) => number>();
  expectTypeOf(closure(double, { module: import.meta.url, export: "double" })).toEqualTypeOf<
    (x: number) => number
  >();
  expectTypeOf(closure(double, { module: new URL(import.meta.url), export: "double" })).toBeFunction();
});

test("closure takes either variables or a name", () => {
  expectTypeOf<{ scope: { limit: number } }>().toExtend<ClosureOptions>();
  // @ts-expect-error a module has a scope of its own
  closure(double, { scope: {}, module: import.meta.url, export: "double" });
  // @ts-expect-error which export is not said
  closure(double, { module: import.meta.url });
  // @ts-expect-error of which module is not said
  closure(double, { export: "double" });
  // @ts-expect-error only functions can be bound
  closure("double", { scope: {} });
});
