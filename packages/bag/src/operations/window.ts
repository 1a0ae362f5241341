import { parseOptions, wholeNumber } from "@holdall/core";
import { z } from "zod";
import type { BagNode, PipeNode } from "../plan/node.ts";
import { assertSize } from "./batch.ts";
import { createPipe } from "./pipe.ts";

/** Options of `window`. */
export interface WindowOptions {
  /** By how many elements a window begins after the one before. @default 1 */
  readonly step?: number | undefined;
}

const where = "bag.window()";
const schema = z.strictObject({ step: wholeNumber(1).optional() });

export function window(input: BagNode, size: number, options: WindowOptions): PipeNode {
  assertSize(size, where);
  const { step = 1 } = parseOptions(schema, options, where);
  return createPipe(input, { kind: "window", operation: "window", size, step });
}
