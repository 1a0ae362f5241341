import { load, type LibraryHandle } from "koffi";

/** The C library has no result for these arguments: what C itself calls a domain error. */
export class DomainError extends Error {
  override readonly name = "DomainError";
}

type Pow = (base: number, exponent: number) => number;

let pow: Pow | undefined;

/**
 * Calls `pow` of the C library.
 *
 * @throws DomainError for a negative base: its power with a fraction is no real number
 */
export function power(base: number, exponent: number): number {
  // Opened at the first call, and so once in every worker: a handle of a native library cannot travel.
  pow ??= openMathLibrary().func("double pow(double base, double exponent)") as unknown as Pow;
  const result = pow(base, exponent);
  if (Number.isNaN(result)) throw new DomainError(`pow(${base}, ${exponent}) is not a real number`);
  return result;
}

/** It has another name on each system: Linux, macOS, Windows. */
function openMathLibrary(): LibraryHandle {
  const errors: unknown[] = [];
  for (const name of ["libm.so.6", "libm.dylib", "ucrtbase.dll"]) {
    try {
      return load(name);
    } catch (error) {
      errors.push(error);
    }
  }
  throw new AggregateError(errors, "This machine has no C math library under a name we know");
}
