import { InvalidArgumentError, parseOptions, wholeNumber, type Collection } from "@holdall/core";
import { z } from "zod";
import { createItem } from "../item.ts";
import { evenEdges } from "../pipeline/bins.ts";
import type { BagNode, ReduceNode } from "../plan/node.ts";
import { createReduction, splitEverySchema, type SplitOptions } from "./reduce.ts";

/** Options of `histogram`. */
export interface HistogramOptions extends SplitOptions {
  /**
   * How many bins of one width, or the edges of bins of any width: at least two numbers in ascending order, where bins
   * begin and the last one ends. @default 10
   */
  readonly bins?: number | readonly number[] | undefined;
  /** Where the bins begin and end; not with edges. @default from the least to the greatest element */
  readonly range?: readonly [low: number, high: number] | undefined;
}

const operation = "histogram";
const where = "bag.histogram()";
const schema = z.strictObject({
  bins: z
    .union([wholeNumber(1), z.custom<readonly number[]>(areEdges)])
    .describe("a whole number from 1 up, or an array of at least two numbers in ascending order")
    .optional(),
  range: z
    .custom<readonly [number, number]>(isRange)
    .describe("an array of two finite numbers in ascending order")
    .optional(),
  splitEvery: splitEverySchema,
});

export function histogram(input: BagNode, options: HistogramOptions = {}): ReduceNode {
  const { bins = 10, range, splitEvery } = parseOptions(schema, options, where);
  if (typeof bins === "number") {
    const fitted = range === undefined ? createItem(fitBins(input, { bins, splitEvery })) : undefined;
    return countWithin(input, {
      edges: edgesWithin(bins, range ?? [0, 1]),
      fitted,
      isEven: true,
      splitEvery,
    });
  }
  if (range !== undefined) {
    throw new InvalidArgumentError(
      `${where}: Expected no \`range\` where \`bins\` are edges, which say it already, got both.`,
    );
  }
  return countWithin(input, { edges: bins.slice(), isEven: false, splitEvery });
}

interface Counting extends SplitOptions {
  readonly edges: number[];
  /** The edges, where they are known at compute only; the others are for no elements. */
  readonly fitted?: Collection | undefined;
  readonly isEven: boolean;
}

function countWithin(input: BagNode, { edges, fitted, isEven, splitEvery }: Counting): ReduceNode {
  const [arg, args] =
    fitted === undefined
      ? [{ kind: "value", value: edges } as const, []]
      : [{ kind: "broadcast", slot: 0 } as const, [{ kind: "collection", collection: fitted } as const]];
  return createReduction(input, {
    operation,
    sink: { kind: "histogram", isEven, args: [arg] },
    args,
    combine: { kind: "mergeHistograms" },
    whenEmpty: { kind: "copy", value: { edges, counts: edges.slice(1).fill(0) } },
    splitEvery,
  });
}

/** The edges of bins that reach from the least to the greatest element. */
function fitBins(input: BagNode, { bins, splitEvery }: SplitOptions & { readonly bins: number }): ReduceNode {
  return createReduction(input, {
    operation,
    sink: { kind: "extent" },
    combine: { kind: "mergeExtents", bins: undefined },
    last: { kind: "mergeExtents", bins },
    whenEmpty: { kind: "copy", value: { low: 0, high: 1 } },
    splitEvery,
  });
}

function edgesWithin(bins: number, [low, high]: readonly [number, number]): number[] {
  const edges = evenEdges(bins, low, high);
  if (edges === undefined) {
    throw new InvalidArgumentError(
      `${where}: Expected \`bins\` to be few enough for \`range\`, got ${bins} from ${low} to ${high}.`,
    );
  }
  return edges;
}

function areEdges(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 1 &&
    Array.from(value).every(
      (edge: unknown, i) => typeof edge === "number" && !(value[i - 1] > edge) && !Number.isNaN(edge),
    )
  );
}

function isRange(value: unknown): boolean {
  return areEdges(value) && (value as number[]).length === 2 && (value as number[]).every(Number.isFinite);
}
