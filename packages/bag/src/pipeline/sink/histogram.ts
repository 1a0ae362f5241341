import { binOf, type Bins, type Histogram } from "../bins.ts";
import { valueOf, type CallArgument } from "../call-arguments.ts";
import { nothing } from "../nothing.ts";
import { asNumber, emitNumberCheck } from "../number-check.ts";
import type { SinkKind } from "../sink.ts";

/** How many elements are in each of some bins. */
export interface HistogramSpec {
  readonly kind: "histogram";
  /** Whether all bins are of one width. */
  readonly isEven: boolean;
  /** The edges of the bins. */
  readonly args: readonly [CallArgument];
}

interface HistogramState {
  readonly bins: Bins;
  readonly counts: Float64Array;
}

export const histogram: SinkKind<HistogramSpec, HistogramState> = {
  createState({ isEven, args: [edges] }, run) {
    const bins = { edges: Float64Array.from(valueOf(edges, run) as readonly number[]), isEven };
    return { bins, counts: new Float64Array(bins.edges.length - 1) };
  },

  interpret: (_spec, { state: { bins, counts } }) => ({
    push(element) {
      const bin = binOf(bins, asNumber(element));
      if (bin >= 0) counts[bin]! += 1;
      return undefined;
    },
  }),

  emit(_spec, code) {
    emitNumberCheck(code);
    const bin = code.name("bin");
    const bins = code.constant("bins", `${code.ownState}.bins`);
    const counts = code.constant("counts", `${code.ownState}.counts`);
    code.line(`const ${bin} = ${code.ours("binOf", binOf)}(${bins}, ${code.element});`);
    code.line(`if (${bin} >= 0) ${counts}[${bin}] += 1;`);
  },

  finish(_spec, { state: { bins, counts } }): Histogram | typeof nothing {
    if (counts.every((count) => count === 0)) return nothing;
    return { edges: Array.from(bins.edges), counts: Array.from(counts) };
  },
};
