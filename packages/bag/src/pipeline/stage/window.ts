import type { StageKind } from "../stage.ts";

/** Pushes arrays of `size` neighbouring elements, each of which begins `step` elements after the one before. */
export interface WindowSpec {
  readonly kind: "window";
  readonly operation: string;
  readonly size: number;
  readonly step: number;
}

interface WindowState {
  /** Those of the next window that have come. */
  items: unknown[];
  /** How many elements are still to be passed over, where windows have gaps between them. */
  gap: number;
}

export const window: StageKind<WindowSpec, WindowState> = {
  createState: () => ({ items: [], gap: 0 }),

  interpret({ size, step }, next, { state }) {
    return {
      push(element) {
        if (state.gap > 0) {
          state.gap -= 1;
          return undefined;
        }
        const { items } = state;
        if (items.push(element) < size) return undefined;
        state.items = items.slice(step);
        state.gap = Math.max(0, step - size);
        return next(items);
      },
    };
  },

  emit({ size, step }, code) {
    const { element, spec } = code;
    const [items, full] = [code.state("items"), code.name("x")];
    const takeIn = (): void => {
      const length = `${items}.push(${element})`;
      code.block(`if (${length} >= ${code.constant("size", `${spec}.size`)})`, () => {
        code.line(`const ${full} = ${items};`);
        code.line(`${items} = ${full}.slice(${code.constant("step", `${spec}.step`)});`);
        if (step > size)
          code.line(`${code.state("gap")} = ${code.constant("between", `${spec}.step - ${spec}.size`)};`);
        code.next(full);
      });
    };
    if (step <= size) takeIn();
    else {
      const gap = code.state("gap");
      code.block(`if (${gap} > 0)`, () => code.line(`${gap} -= 1;`));
      code.block("else", takeIn);
    }
  },
};
