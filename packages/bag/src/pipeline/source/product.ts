import type { SourceKind } from "../source.ts";
import { walkRange } from "../walk.ts";

/** Pairs of an element of the partition in slot 0 and one of that in slot 1: the first with all others, and so on. */
export interface ProductSpec {
  readonly kind: "product";
  readonly operation: string;
}

export const product: SourceKind<ProductSpec> = {
  isIndexed: true,
  walk: "range",

  open(_spec, { inputs }) {
    const [left, right] = inputs as [ArrayLike<unknown>, ArrayLike<unknown>];
    return walkRange(0, 1, left.length * right.length);
  },

  // A pair is known by its number.
  interpret(next, { inputs }) {
    const [left, right] = inputs as [ArrayLike<unknown>, ArrayLike<unknown>];
    return (number) => {
      const i = Math.floor((number as number) / right.length);
      return next([left[i], right[(number as number) - i * right.length]]);
    };
  },

  emit(code) {
    const [left, right] = [code.constant("left", "inputs[0]"), code.constant("right", "inputs[1]")];
    const length = code.constant("length", "inputs[1].length");
    const [i, pair] = [code.name("i"), code.name("pair")];
    code.line(`const ${i} = Math.floor(${code.element} / ${length});`);
    code.line(`const ${pair} = [${left}[${i}], ${right}[${code.element} - ${i} * ${length}]];`);
    code.next(pair);
  },
};
