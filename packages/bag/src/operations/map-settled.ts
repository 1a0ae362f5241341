import { assertFunction } from "@holdall/core";
import type { UserFunction } from "../pipeline/user-call.ts";
import type { BagNode, PipeNode } from "../plan/node.ts";
import { splitArguments } from "./call-arguments.ts";
import { createCallSpec } from "./call-spec.ts";
import { settledOptions, splitOptions } from "./element-options.ts";
import type { MapCall } from "./map.ts";
import { createPipe } from "./pipe.ts";

export function mapSettled(input: BagNode, { fn, args: given, nodeOf, where }: MapCall): PipeNode {
  assertFunction(fn, "fn", where);
  const { args: own, options } = splitOptions(given, settledOptions, where);
  const { call, args } = createCallSpec(options, splitArguments(own, input, { nodeOf, where }));
  return createPipe(
    input,
    { kind: "mapSettled", operation: "mapSettled", fn: fn as UserFunction, ...call, onError: "settle" },
    args,
  );
}
