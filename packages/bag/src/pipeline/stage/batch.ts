import type { StageKind } from "../stage.ts";

/** Pushes arrays of `size` neighbouring elements, and in the end one of those that are left. */
export interface BatchSpec {
  readonly kind: "batch";
  readonly operation: string;
  readonly size: number;
}

interface BatchState {
  /** Those that wait for others to make up an array. */
  items: unknown[];
}

export const batch: StageKind<BatchSpec, BatchState> = {
  addsNone: true,

  createState: () => ({ items: [] }),

  interpret({ size }, next, { state }) {
    const flush = (): ReturnType<typeof next> => {
      const { items } = state;
      state.items = [];
      return next(items);
    };
    return {
      push: (element) => (state.items.push(element) < size ? undefined : flush()),
      flush,
    };
  },

  isHolding: ({ items }) => items.length > 0,

  emit(_spec, code) {
    const [items, full] = [code.state("items"), code.name("x")];
    const size = code.constant("size", `${code.spec}.size`);
    code.block(`if (${items}.push(${code.element}) >= ${size})`, () => {
      code.line(`const ${full} = ${items};`);
      code.line(`${items} = [];`);
      code.next(full);
    });
  },
};
