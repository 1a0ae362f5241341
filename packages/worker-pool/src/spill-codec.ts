import type { CreateValueCodec } from "@holdall/core";
import { ClassList, registeredClasses } from "@holdall/core/task";
import { fromPieces, toPieces } from "./spilled-results.ts";
import { decodeValue, encodeResult, type Crossing } from "./value-codec.ts";

/** Makes values of the calling thread to bytes as those are that go to workers. */
export const createSpillCodec: CreateValueCodec = () => {
  const classes = new ClassList(registeredClasses());
  const crossing: Crossing = { classes, strict: true, sharesMemory: true };
  return {
    encode(value) {
      try {
        return toPieces(encodeResult(value, crossing));
      } catch {
        return undefined; // a function, or an instance of a class that is not registered
      }
    },
    decode: (pieces) => decodeValue(fromPieces(pieces), classes, true),
  };
};
