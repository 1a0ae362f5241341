import { nothing } from "../nothing.ts";
import { asNumber, emitNumberCheck } from "../number-check.ts";
import type { SinkKind } from "../sink.ts";

/** From which number to which the elements reach; NaN where NaN is among them. */
export interface ExtentSpec {
  readonly kind: "extent";
}

export interface Extent {
  low: number;
  high: number;
}

export const extent: SinkKind<ExtentSpec, Extent> = {
  createState: createExtent,

  interpret: (_spec, { state }) => ({
    push(element) {
      const x = asNumber(element);
      state.low = Math.min(state.low, x);
      state.high = Math.max(state.high, x);
      return undefined;
    },
  }),

  emit(_spec, code) {
    emitNumberCheck(code);
    const [low, high] = [code.state("low"), code.state("high")];
    code.line(`${low} = Math.min(${low}, ${code.element});`);
    code.line(`${high} = Math.max(${high}, ${code.element});`);
  },

  finish: (_spec, { state }) => (isEmptyExtent(state) ? nothing : state),
};

export function createExtent(): Extent {
  return { low: Infinity, high: -Infinity };
}

export function isEmptyExtent({ low, high }: Extent): boolean {
  return low > high;
}
