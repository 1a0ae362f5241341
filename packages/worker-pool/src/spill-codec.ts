import type { CreateValueCodec } from "@holdall/core";
import { ClassList, registeredClasses, type ValueCodec } from "@holdall/core/task";
import { fromPieces, toPieces } from "./spilled-results.ts";
import { decodeValue, encodeResult, type Crossing } from "./value-codec.ts";

/** Makes values of the calling thread to bytes as those are that go to workers. */
export const createSpillCodec: CreateValueCodec = () =>
  codecOf({ classes: new ClassList(registeredClasses()), sharesMemory: true, keepsErrors: true });

/** Makes values to bytes as those are that cross a boundary. */
export function codecOf({
  classes,
  sharesMemory,
  keepsErrors = false,
}: Pick<Crossing, "classes" | "sharesMemory" | "keepsErrors">): ValueCodec {
  const crossing: Crossing = { classes, strict: true, sharesMemory, keepsErrors };
  return {
    encode(value) {
      try {
        return toPieces(encodeResult(value, crossing));
      } catch {
        return undefined; // a function, or an instance or an error of a class that is not registered
      }
    },
    decode: (pieces) => decodeValue(fromPieces(pieces), classes, true),
  };
}
